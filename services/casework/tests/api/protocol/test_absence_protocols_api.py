"""The absence protocol of an employer over HTTP: versions, effective dates, readers and refusals (R-098)."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.costs.cost_steps import CASEMANAGER
from services.casework.tests.api.documents.document_steps import DOCTOR, EMPLOYER_ACCOUNT, EXPERT, page
from services.casework.usecases.protocol import keep_protocol
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

PATH = f"/v1/employers/{EMPLOYER}/absence-protocols"
TODAY, LATER = "2026-04-13", "2026-07-01"


@pytest.fixture(autouse=True)
def today(casework: Service, story: Any) -> None:
    """Monday 13 April 2026; a casemanager guides the employer."""
    casework.set_today(date(2026, 4, 13))


def add(casework: Service, effective_from: str, text: str, **who: Any) -> Any:
    """Add a version; by the casemanager unless said otherwise."""
    return casework.post(f"{PATH}?effectiveFrom={effective_from}", data=page(text), content_type="application/octet-stream",
                         **(who or CASEMANAGER))


def versions(casework: Service, **who: Any) -> list[tuple[int, str, str]]:
    """Number, effective date and status of each version, for the employer unless said otherwise."""
    answer = casework.get(PATH, **(who or EMPLOYER_ACCOUNT))
    assert answer.status_code == 200, answer.text
    return [(row["protocol"]["version"], row["protocol"]["effective_from"], row["status"]) for row in answer.json["items"]]


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


@pytest.mark.requirement("R-098")
class TestAbsenceProtocol:
    def test_has_one_current_version_from_its_effective_date(self, casework: Service) -> None:
        kept = [add(casework, day, text) for day, text in ((TODAY, "een"), (TODAY, "twee"), (LATER, "drie"))]

        before = versions(casework)
        casework.set_today(date(2026, 7, 1))
        after = versions(casework)

        assert [one.status_code for one in kept] == [201, 201, 201]
        assert before == [(3, LATER, "COMING"), (2, TODAY, "CURRENT"), (1, TODAY, "REPLACED")]
        assert [status for _, _, status in after] == ["CURRENT", "REPLACED", "REPLACED"]

    def test_is_opened_by_the_employer_and_those_who_guide_it_without_a_dossier(self, casework: Service) -> None:
        path = f"{PATH}/{add(casework, TODAY, 'een').json['protocol_id']}"

        for who in (EMPLOYER_ACCOUNT, CASEMANAGER, DOCTOR, EXPERT):
            opened = casework.get(path, **who)
            assert (opened.status_code, opened.data) == (200, page("een"))
            assert opened.headers["Content-Disposition"] == 'attachment; filename="verzuimprotocol-1.pdf"'

    @pytest.mark.parametrize("who", [EMPLOYER_ACCOUNT, DOCTOR, EXPERT])
    def test_is_added_by_the_casemanager_only(self, casework: Service, who: Any) -> None:
        assert add(casework, TODAY, "een", **who).status_code == 403
        assert versions(casework) == []

    def test_of_an_employer_is_closed_to_others(self, casework: Service, story: Any) -> None:
        path = f"{PATH}/{add(casework, TODAY, 'een').json['protocol_id']}"
        story.staff("manager-2", "casemanager")
        other: dict[str, Any] = {"roles": ("casemanager",), "account_id": "manager-2"}
        foreign: dict[str, Any] = {"rights": ("SICK_REPORTS",), "employer_id": OTHER_EMPLOYER}

        answers = [casework.get(PATH, **foreign), casework.get(path, **foreign), casework.get(PATH, **other),
                   add(casework, TODAY, "twee", **other)]

        assert [code_of(one) for one in answers] == [(404, "employer.not_found")] * 4

    @pytest.mark.parametrize(("query", "content", "field", "code"), [
        ("", page("een"), "effectiveFrom", "input.required"),
        ("?effectiveFrom=2026-02-30", page("een"), "effectiveFrom", "input.date"),
        ("?effectiveFrom=2099-01-01", page("een"), "effectiveFrom", "input.date_range"),
        (f"?effectiveFrom={LATER}", b"", "file", "upload.empty"),
        (f"?effectiveFrom={LATER}", b"MZ\x90", "file", "upload.kind"),
        (f"?effectiveFrom={TODAY}", page("twee"), "effective_from", "protocol.before_latest")])
    def test_of_a_wrong_kind_or_day_is_refused(self, casework: Service, query: str, content: bytes, field: str,
                                               code: str) -> None:
        add(casework, LATER, "een")

        answer = casework.post(PATH + query, data=content, content_type="application/octet-stream", **CASEMANAGER)

        assert (answer.status_code, answer.json["errors"][0]["field"], answer.json["errors"][0]["code"]) == (422, field, code)
        assert len(versions(casework)) == 1

    def test_that_is_the_latest_version_already_is_refused(self, casework: Service) -> None:
        add(casework, TODAY, "een")

        assert code_of(add(casework, LATER, "een")) == (409, "protocol.already_kept")

    def test_is_not_added_after_a_version_that_the_casemanager_did_not_see(self, casework: Service) -> None:
        add(casework, TODAY, "een")
        seen = casework.get(PATH, **CASEMANAGER).headers["ETag"]
        add(casework, TODAY, "twee")

        stale = add(casework, TODAY, "drie", headers={"If-Match": seen}, **CASEMANAGER)

        assert (stale.status_code, len(versions(casework))) == (412, 2)

    def test_has_no_more_versions_than_are_kept(self, casework: Service, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(keep_protocol, "MOST_VERSIONS", 1)
        add(casework, TODAY, "een")

        assert code_of(add(casework, LATER, "twee")) == (409, "protocol.too_many_versions")

    def test_that_is_unknown_is_not_found(self, casework: Service) -> None:
        assert code_of(casework.get(f"{PATH}/nothing", **EMPLOYER_ACCOUNT)) == (404, "protocol.not_found")
