"""The re-integration report over HTTP: its parts, what is missing, the seal, the package, and the check of the seal."""
import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.casework.tests.api.costs.cost_steps import CASEMANAGER, VRA, staff_the_case
from services.casework.tests.api.documents.document_steps import DOCTOR, EMPLOYER_ACCOUNT, EXPERT, add, documents_of
from shared.documents.package import digest_package
from shared.testing.service import OTHER_EMPLOYER, Service

FIRST = date(2026, 3, 2)
PARTS = {"JOB_DESCRIPTION": EMPLOYER_ACCOUNT, "PROBLEM_ANALYSIS": DOCTOR, "ACTION_PLAN": CASEMANAGER,
         "FIRST_YEAR_EVALUATION": CASEMANAGER, "FINAL_EVALUATION": CASEMANAGER, "EMPLOYER_OPINION": EMPLOYER_ACCOUNT,
         "CURRENT_OPINION": DOCTOR, "EMPLOYEE_OPINION": CASEMANAGER}


@pytest.fixture(autouse=True)
def at_the_end(casework: Service, story: Any, sick: str) -> None:
    """Day 630 of the absence of 2 March 2026."""
    staff_the_case(casework, story)
    casework.set_today(FIRST + timedelta(days=629))


def report_of(casework: Service, number: str, **who: Any) -> Any:
    return casework.get(f"/v1/dossiers/{number}/reintegration-report", **(who or CASEMANAGER))


def seal(casework: Service, number: str, **who: Any) -> Any:
    return casework.post(f"/v1/dossiers/{number}/reintegration-reports", **(who or CASEMANAGER))


def package_of(casework: Service, number: str, report_id: str, **who: Any) -> Any:
    return casework.get(f"/v1/dossiers/{number}/reintegration-reports/{report_id}", **(who or CASEMANAGER))


def check(casework: Service, package: bytes) -> Any:
    """What anybody is told of a package, without a token."""
    found = digest_package(io.BytesIO(package))
    answer = casework.app.test_client().post("/seal-checks", json={
        "report_id": found.folder, "package": found.digest,
        "files": [{"name": name, "sha256": digest} for name, digest in found.files.items()]})
    assert answer.status_code == 200, answer.text
    return answer.json


def add_parts(casework: Service, number: str, *without: str) -> None:
    for kind, who in PARTS.items():
        if kind not in without:
            assert add(casework, number, kind, **who).status_code == 201


@pytest.fixture
def sealed(casework: Service, sick: str) -> tuple[str, bytes]:
    """The id and the package of a sealed report."""
    add_parts(casework, sick)
    report_id = seal(casework, sick).json["report_id"]
    return report_id, package_of(casework, sick, report_id).data


class TestParts:
    @pytest.mark.requirement("R-025")
    def test_that_are_missing_are_listed_and_refuse_the_seal(self, casework: Service, sick: str) -> None:
        add(casework, sick, "PROBLEM_ANALYSIS", **DOCTOR)
        add(casework, sick, "ACTION_PLAN")
        missing = [part for part in PARTS if part not in ("PROBLEM_ANALYSIS", "ACTION_PLAN")]

        shown, refused = report_of(casework, sick).json, seal(casework, sick)

        assert (shown["scope"], shown["missing"], shown["documents"]) == ("FULL", missing, 2)
        assert [part["part"] for part in shown["parts"] if part["document_id"]] == ["PROBLEM_ANALYSIS", "ACTION_PLAN"]
        assert (refused.status_code, refused.json["code"]) == (422, "report.incomplete")
        assert [(one["field"], one["code"]) for one in refused.json["errors"]] == [
            (part, "report.part_missing") for part in missing]
        add_parts(casework, sick, "PROBLEM_ANALYSIS", "ACTION_PLAN")
        assert report_of(casework, sick).json["missing"] == []
        assert seal(casework, sick).status_code == 201

    @pytest.mark.parametrize("part", PARTS)
    def test_each_refuse_the_seal_alone(self, casework: Service, sick: str, part: str) -> None:
        add_parts(casework, sick, part)

        refused = seal(casework, sick)

        assert (refused.status_code, refused.json["code"], refused.json["errors"][0]["field"]) == (
            422, "report.incomplete", part)

    @pytest.mark.parametrize(("days", "missing"), [(364, False), (365, True)])
    def test_of_the_first_year_are_due_after_it(self, casework: Service, sick: str, days: int, missing: bool) -> None:
        casework.set_today(FIRST + timedelta(days=days - 1))

        assert ("FIRST_YEAR_EVALUATION" in report_of(casework, sick).json["missing"]) is missing

    @pytest.mark.parametrize(("days", "scope", "parts"), [(42, "NONE", 0), (43, "SHORT", 3), (70, "SHORT", 3), (71, "FULL", 7)])
    def test_of_who_leaves_sick_depend_on_the_sick_days(self, casework: Service, story: Any, sick: str, days: int, scope: str,
                                                        parts: int) -> None:
        story.leave_service(sick, FIRST + timedelta(days=days - 1))

        shown = report_of(casework, sick).json

        assert (shown["scope"], len(shown["parts"])) == (scope, parts)

    def test_are_none_for_a_withdrawn_report(self, casework: Service, story: Any, sick: str) -> None:
        story.cancel(sick)

        assert report_of(casework, sick).json["scope"] == "NONE"
        assert (seal(casework, sick).status_code, seal(casework, sick).json["code"]) == (422, "report.not_needed")

    def test_of_a_withdrawn_document_are_missing_again(self, casework: Service, sick: str) -> None:
        document_id = add(casework, sick, "ACTION_PLAN").json["document_id"]
        casework.post(f"/v1/dossiers/{sick}/documents/{document_id}/withdrawal", **EMPLOYER_ACCOUNT)

        assert "ACTION_PLAN" in report_of(casework, sick).json["missing"]


class TestSealedReport:
    def test_holds_every_document_with_its_digest_and_the_hash_of_the_log(self, casework: Service, sick: str,
                                                                          sealed: tuple[str, bytes]) -> None:
        report_id, package = sealed
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            names = [name.partition("/")[2] for name in archive.namelist()]
            manifest = json.loads(archive.read(f"{report_id}/manifest.json"))

        assert names[:3] == ["manifest.json", "00-verslag.pdf", "01-bedrijf-functie-en-bekwaamheden-2026-04-01.pdf"]
        assert len(names) == 10
        found = digest_package(io.BytesIO(package)).files
        assert {file["name"]: file["sha256"] for file in manifest["files"]} == {
            name: digest for name, digest in found.items() if name != "manifest.json"}
        assert {chain["absence_number"] for chain in manifest["audit_chains"]} == {sick}
        readers = casework.get(f"/v1/dossiers/{sick}/readers", **CASEMANAGER).json["items"]
        assert (readers[0]["part"], readers[0]["role"]) == ("REPORT", "casemanager")

    def test_leaves_out_what_is_not_for_all_its_readers(self, casework: Service, sick: str) -> None:
        add_parts(casework, sick)
        add(casework, sick, "WARNING")

        package = package_of(casework, sick, seal(casework, sick).json["report_id"]).data

        assert not [name for name in digest_package(io.BytesIO(package)).files if "waarschuwing" in name]

    def test_is_the_same_each_time_it_is_opened(self, casework: Service, sick: str, sealed: tuple[str, bytes]) -> None:
        report_id, package = sealed

        assert package_of(casework, sick, report_id, **EMPLOYER_ACCOUNT).data == package

    def test_is_sealed_once_and_again_after_another_document(self, casework: Service, sick: str,
                                                             sealed: tuple[str, bytes]) -> None:
        again = seal(casework, sick)
        add(casework, sick, "PROGRESS_EVALUATION")

        assert (again.status_code, again.json["code"]) == (409, "report.unchanged")
        assert seal(casework, sick).status_code == 201
        assert len(report_of(casework, sick).json["reports"]) == 2

    def test_keeps_its_documents(self, casework: Service, sick: str, sealed: tuple[str, bytes]) -> None:
        document_id = documents_of(casework, sick)[0]["document_id"]

        refused = casework.post(f"/v1/dossiers/{sick}/documents/{document_id}/withdrawal", **CASEMANAGER)

        assert (refused.status_code, refused.json["code"]) == (409, "document.sealed")

    def test_is_sealed_by_the_casemanager_and_not_for_the_insurer_or_another_employer(self, casework: Service, sick: str,
                                                                                      sealed: tuple[str, bytes]) -> None:
        foreign = {"rights": ("SICK_REPORTS",), "employer_id": OTHER_EMPLOYER}

        assert [seal(casework, sick, **who).status_code for who in (EMPLOYER_ACCOUNT, DOCTOR, EXPERT, VRA)] == [403] * 4
        assert package_of(casework, sick, sealed[0], **VRA).status_code == 403
        assert package_of(casework, sick, sealed[0], **foreign).status_code == 404
        assert package_of(casework, "V-2026-000900", sealed[0], **foreign).status_code == 404
        assert report_of(casework, sick, **foreign).status_code == 404

    def test_with_a_stale_version_is_refused(self, casework: Service, sick: str) -> None:
        add_parts(casework, sick)

        answer = casework.post(f"/v1/dossiers/{sick}/reintegration-reports", headers={"If-Match": '"99"'}, **CASEMANAGER)

        assert (answer.status_code, answer.json["code"]) == (412, "version.stale")


class TestSealCheck:
    @pytest.mark.requirement("R-025")
    def test_of_the_package_as_it_was_sealed_is_intact(self, casework: Service, sealed: tuple[str, bytes]) -> None:
        found = check(casework, sealed[1])

        assert (found["is_intact"], found["is_same_package"], found["is_log_intact"]) == (True, True, True)
        assert (found["changed"], found["missing"], found["added"]) == ([], [], [])

    def test_names_the_file_of_which_one_byte_was_changed(self, casework: Service, sealed: tuple[str, bytes]) -> None:
        changed = bytearray(sealed[1])
        changed[changed.index(b"% ACTION_PLAN") + 3] ^= 1

        found = check(casework, bytes(changed))

        assert (found["is_intact"], found["changed"]) == (False, ["03-plan-van-aanpak-2026-04-01.pdf"])

    def test_names_a_file_that_was_replaced_with_a_new_checksum_and_manifest(self, casework: Service,
                                                                             sealed: tuple[str, bytes]) -> None:
        found = check(casework, repacked(sealed[1], {"manifest.json": b"{}", "00-verslag.pdf": b"%PDF-1.7 vals"}))

        assert found["changed"] == ["manifest.json", "00-verslag.pdf"]

    def test_names_what_is_missing_and_what_was_added(self, casework: Service, sealed: tuple[str, bytes]) -> None:
        found = check(casework, repacked(sealed[1], {"00-verslag.pdf": None, "99-extra.pdf": b"%PDF-1.7"}))

        assert (found["is_intact"], found["missing"], found["added"]) == (False, ["00-verslag.pdf"], ["99-extra.pdf"])

    def test_tells_other_bytes_around_unchanged_files(self, casework: Service, sealed: tuple[str, bytes]) -> None:
        found = check(casework, repacked(sealed[1], {}, comment=b"x"))

        assert (found["is_intact"], found["is_same_package"], found["changed"]) == (False, False, [])

    @pytest.mark.parametrize("statement", [
        "UPDATE reading SET role = 'company_doctor' WHERE role = 'casemanager'",
        "DELETE FROM reading WHERE role = 'casemanager'"])
    def test_tells_that_the_log_of_readings_was_changed(self, casework: Service, sick: str, statement: str) -> None:
        add_parts(casework, sick)
        documents_of(casework, sick)
        package = package_of(casework, sick, seal(casework, sick).json["report_id"]).data
        with casework.database.transaction() as session:
            session.execute(text(statement))

        found = check(casework, package)

        assert (found["is_intact"], found["is_same_package"], found["is_log_intact"]) == (False, True, False)

    def test_knows_later_readings_are_no_change(self, casework: Service, sick: str, sealed: tuple[str, bytes]) -> None:
        documents_of(casework, sick, **EMPLOYER_ACCOUNT)

        assert check(casework, sealed[1])["is_log_intact"] is True

    def test_of_a_report_that_was_never_sealed_says_so(self, casework: Service, sealed: tuple[str, bytes]) -> None:
        found = check(casework, sealed[1].replace(sealed[0].encode(), b"0" * 36))

        assert (found["sealed_at"], found["is_intact"]) == (None, False)

    @pytest.mark.parametrize("body", [
        {}, {"report_id": "x" * 200, "package": "0" * 64, "files": []}, {"report_id": "r", "package": "zz", "files": []},
        {"report_id": "r", "package": "0" * 64, "files": [{"name": "a", "sha256": "0" * 64}] * 301},
        {"report_id": "r", "package": "0" * 64, "files": "x"}])
    def test_refuses_what_are_no_digests(self, casework: Service, body: Any) -> None:
        assert casework.app.test_client().post("/seal-checks", json=body).status_code == 422


def repacked(package: bytes, changes: dict[str, bytes | None], comment: bytes = b"") -> bytes:
    """The package with files changed, left out or added, and a right checksum for each."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w") as new:
        new.comment = comment
        folder = old.namelist()[0].partition("/")[0]
        for name in old.namelist():
            content = changes.get(name.partition("/")[2], old.read(name))
            if content is not None:
                new.writestr(name, content)
        known = {name.partition("/")[2] for name in old.namelist()}
        for name, content in changes.items():
            if content is not None and name not in known:
                new.writestr(f"{folder}/{name}", content)
    return target.getvalue()
