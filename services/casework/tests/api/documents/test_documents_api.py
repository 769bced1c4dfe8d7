"""The documents of a case over HTTP: who adds which kind, who opens it, what is refused, and the log of readings."""
from typing import Any

import pytest
from sqlalchemy import select

from services.casework import store
from services.casework.tests.api.costs.cost_steps import CASEMANAGER, PDF, VRA, staff_the_case
from services.casework.tests.api.documents.document_steps import (
    DOCTOR,
    EMPLOYER_ACCOUNT,
    EXPERT,
    MAIN_CONTACT,
    add,
    documents_of,
    page,
)
from services.casework.tests.api.vra.vra_steps import order
from shared.testing.service import OTHER_EMPLOYER, Service


@pytest.fixture(autouse=True)
def today(casework: Service, story: Any, sick: str) -> None:
    """Monday 13 April 2026; the absence began on 2 March, and VRA has an order."""
    staff_the_case(casework, story)
    order(casework, sick)


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


class TestDocument:
    def test_is_opened_by_those_who_may_and_each_reading_is_recorded(self, casework: Service, sick: str) -> None:
        kept = add(casework, sick, "PROBLEM_ANALYSIS", **DOCTOR)
        path = f"/v1/dossiers/{sick}/documents/{kept.json['document_id']}"

        opened = casework.get(path, **EMPLOYER_ACCOUNT)
        refused = casework.get(path, **VRA)

        assert (kept.status_code, kept.json["media_type"], kept.json["recorded_as"]) == (201, "application/pdf", "company_doctor")
        assert (opened.data, opened.headers["Content-Disposition"]) == (
            page("PROBLEM_ANALYSIS 2026-04-01"), 'attachment; filename="document.pdf"')
        assert code_of(refused) == (403, "document.kind_not_yours")
        (row,) = documents_of(casework, sick, **VRA)
        assert (row["title"], row["dated_on"], row["opens"]) == ("Probleemanalyse", "2026-04-01", False)
        readers = casework.get(f"/v1/dossiers/{sick}/readers", **CASEMANAGER).json["items"]
        assert [(one["role"], one["document"], one["refused"]) for one in readers if one["part"] == "DOCUMENT"] == [
            ("insurer_vra", "Probleemanalyse", True), ("employer", "Probleemanalyse", False)]

    @pytest.mark.parametrize(("kind", "adds", "opens", "knows"), [
        ("PROBLEM_ANALYSIS", DOCTOR, [EMPLOYER_ACCOUNT, CASEMANAGER, EXPERT], [VRA]),
        ("ACTION_PLAN", CASEMANAGER, [EMPLOYER_ACCOUNT, DOCTOR, EXPERT], [VRA]),
        ("LABOUR_EXPERT_REPORT", EXPERT, [EMPLOYER_ACCOUNT, CASEMANAGER, DOCTOR], [VRA]),
        ("WARNING", EMPLOYER_ACCOUNT, [CASEMANAGER, EXPERT, VRA], []),
        ("UWV_DECISION", EMPLOYER_ACCOUNT, [CASEMANAGER, DOCTOR, EXPERT, VRA], [])])
    def test_of_a_kind_is_for_the_readers_of_the_access_matrix(self, casework: Service, sick: str, kind: str, adds: Any,
                                                               opens: list[Any], knows: list[Any]) -> None:
        path = f"/v1/dossiers/{sick}/documents/{add(casework, sick, kind, **adds).json['document_id']}"

        for who in opens:
            assert casework.get(path, **who).status_code == 200
            assert [row["opens"] for row in documents_of(casework, sick, **who)] == [True]
        for who in knows:
            assert casework.get(path, **who).status_code == 403
            assert [row["opens"] for row in documents_of(casework, sick, **who)] == [False]

    def test_of_the_parties_names_is_hidden_from_a_doctor_who_may_not_know_of_it(self, casework: Service, sick: str) -> None:
        add(casework, sick, "WARNING")

        assert documents_of(casework, sick, **DOCTOR) == []

    @pytest.mark.parametrize(("kind", "who"), [
        ("PROBLEM_ANALYSIS", EMPLOYER_ACCOUNT), ("PROBLEM_ANALYSIS", CASEMANAGER), ("CURRENT_OPINION", EXPERT),
        ("ACTION_PLAN", DOCTOR), ("WARNING", DOCTOR), ("CONTRACT", CASEMANAGER), ("CONFLICT_POSTPONEMENT", CASEMANAGER)])
    def test_of_a_kind_of_others_is_refused(self, casework: Service, sick: str, kind: str, who: Any) -> None:
        assert code_of(add(casework, sick, kind, **who)) == (403, "document.kind_not_yours")

    @pytest.mark.parametrize("kind", ["DIAGNOSIS", "MEDICAL_REPORT", "INVOICE", "OTHER", ""])
    def test_of_an_unknown_kind_is_refused(self, casework: Service, sick: str, kind: str) -> None:
        answer = add(casework, sick, kind)

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "kind")

    @pytest.mark.parametrize(("dated_on", "code"), [
        ("2026-04-14", "document.future_date"), ("2026-03-01", "document.before_sick_day")])
    def test_with_a_date_outside_the_case_is_refused(self, casework: Service, sick: str, dated_on: str, code: str) -> None:
        assert code_of(add(casework, sick, "ACTION_PLAN", dated_on=dated_on)) == (422, code)

    def test_may_have_the_first_and_the_last_day_of_the_case_and_a_contract_an_earlier_one(self, casework: Service,
                                                                                           sick: str) -> None:
        days = [add(casework, sick, "ACTION_PLAN", dated_on=day).status_code for day in ("2026-03-02", "2026-04-13")]

        assert days == [201, 201]
        assert add(casework, sick, "CONTRACT", dated_on="2020-01-01", **MAIN_CONTACT).status_code == 201

    @pytest.mark.parametrize(("content", "code"), [
        (b"", "upload.empty"), (b"<html></html>", "upload.kind"), (b"MZ" + PDF, "upload.kind"), (PDF[:-8], "upload.incomplete"),
        (b"PK\x03\x04" + b"\0" * 40, "upload.kind"), (PDF[:-6] + b"/Encrypt" + PDF[-6:], "upload.protected")])
    def test_of_another_type_is_refused(self, casework: Service, sick: str, content: bytes, code: str) -> None:
        answer = add(casework, sick, "ACTION_PLAN", content=content)

        assert code_of(answer) == (422, code)
        assert answer.json["errors"][0]["field"] == "file"

    def test_that_is_too_large_is_refused(self, casework: Service, sick: str) -> None:
        assert add(casework, sick, "ACTION_PLAN", content=PDF + b"\n" * 8_000_000).status_code == 413

    def test_is_kept_once(self, casework: Service, sick: str) -> None:
        add(casework, sick, "ACTION_PLAN", content=PDF)

        assert code_of(add(casework, sick, "WARNING", content=PDF)) == (409, "document.already_kept")

    def test_of_another_employer_does_not_exist(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/documents"
        document_id = add(casework, sick, "ACTION_PLAN").json["document_id"]
        foreign = {"rights": ("SICK_REPORTS",), "employer_id": OTHER_EMPLOYER}

        assert casework.get(path, **foreign).status_code == 404
        assert casework.get(f"{path}/{document_id}", **foreign).status_code == 404
        assert casework.get(f"/v1/dossiers/V-2026-000900/documents/{document_id}", **foreign).status_code == 404
        assert add(casework, sick, "ACTION_PLAN", **foreign).status_code == 404
        assert casework.post(f"{path}/{document_id}/withdrawal", **foreign).status_code == 404


class TestWithdrawal:
    def test_erases_the_content_and_lets_the_file_come_again(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/documents/{add(casework, sick, 'ACTION_PLAN', content=PDF).json['document_id']}"

        assert casework.post(f"{path}/withdrawal", **EMPLOYER_ACCOUNT).status_code == 200

        assert documents_of(casework, sick) == []
        assert casework.get(path, **EMPLOYER_ACCOUNT).status_code == 404
        assert casework.post(f"{path}/withdrawal", **EMPLOYER_ACCOUNT).status_code == 404
        with casework.database.reading() as session:
            assert session.scalars(select(store.Document.content)).all() == [None]
        assert add(casework, sick, "WARNING", content=PDF).status_code == 201

    def test_by_the_employer_of_a_document_of_staff_is_refused(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/documents/{add(casework, sick, 'ACTION_PLAN', **CASEMANAGER).json['document_id']}"

        assert code_of(casework.post(f"{path}/withdrawal", **EMPLOYER_ACCOUNT)) == (403, "document.not_own")
        assert casework.post(f"{path}/withdrawal", **CASEMANAGER).status_code == 200
