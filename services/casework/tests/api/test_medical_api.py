"""The medical file: for the company doctor and a consultant under him alone, in a store that no other role can read."""
import logging
from typing import Any

import psycopg
import pytest
from psycopg import sql

from services.casework.tests.conftest import CASEMANAGER, CONSULTANT, Story
from shared.testing.postgres import as_role, libpq_url
from shared.testing.service import EMPLOYER, Service

DOCTOR = "doctor-1"
WORDS = "Hernia L4-L5, slaapt slecht door de pijnstillers"
WORK = "Kan niet tillen boven 10 kg.\nKan vier uur per dag zittend werk doen."
ROLE = {DOCTOR: "company_doctor", CONSULTANT: "absence_consultant", CASEMANAGER: "casemanager"}
OTHERS: dict[str, dict[str, Any]] = {
    CASEMANAGER: {"roles": ("casemanager",)}, "expert": {"roles": ("labour_expert",)}, "vra": {"roles": ("insurer_vra",)},
    "claims": {"roles": ("insurer_claims",)}, "admin": {"roles": ("platform_admin",)},
    "employer": {"rights": ("SICK_REPORTS", "EMPLOYEE_DATA"), "kind": "MAIN_CONTACT"}}
"""Everybody but the doctor and the consultant, by account."""


@pytest.fixture
def file(story: Story, sick: str) -> str:
    """The path of the medical file of a sick employee whose employer has a doctor, under whom nobody works."""
    story.withdraw(CONSULTANT)
    return f"/v1/dossiers/{sick}/medical"


def add(casework: Service, file: str, account: str = DOCTOR, **body: Any) -> Any:
    """Add an entry."""
    key = body.pop("key", None)
    return casework.post(file, {"kind": "NOTE", "text": WORDS} | body, roles=(ROLE[account],), account_id=account,
                         headers={"Idempotency-Key": key} if key else None)


def read(casework: Service, file: str, account: str = DOCTOR) -> Any:
    """Read the file."""
    return casework.get(file, roles=(ROLE[account],), account_id=account)


def delegate(casework: Service) -> str:
    """The doctor takes the consultant under him; the id of the delegation."""
    given = casework.post("/v1/delegations", {"consultant_id": CONSULTANT}, roles=("company_doctor",), account_id=DOCTOR)
    return str(given.json["delegation_id"])


def readers(casework: Service, file: str, **who: Any) -> list[tuple[str, str, bool]]:
    """Account, part and whether it was refused, of each reading that the audit shows."""
    answer = casework.get(file.replace("/medical", "/readers"), **who)
    return [(row["account_id"], row["part"], row["refused"]) for row in answer.json["items"]]


class TestMedicalFile:
    @pytest.mark.requirement("R-026")
    def test_is_refused_to_others_and_each_attempt_is_kept(self, casework: Service, file: str) -> None:
        entry = add(casework, file).json["entry_id"]
        body = {"kind": "NOTE", "text": "x"}

        attempts = (("GET", file, None), ("POST", file, body), ("POST", f"{file}/{entry}/publication", {}))
        answers = [casework.request(method, path, json=json, account_id=name, **who) for name, who in OTHERS.items()
                   for method, path, json in attempts]

        assert {answer.status_code for answer in answers} == {403}
        assert not [answer for answer in answers if WORDS in answer.text]
        kept = [(name, "MEDICAL", True) for name in reversed(OTHERS) for _ in range(3)]
        assert readers(casework, file, roles=("casemanager",)) == kept
        assert readers(casework, file, rights=("SICK_REPORTS",), kind="MAIN_CONTACT") == kept

    def test_shows_the_doctor_what_was_written_by_whom_and_when(self, casework: Service, file: str) -> None:
        added = add(casework, file)

        (entry,) = read(casework, file).json["items"]

        assert added.status_code == 201, added.text
        assert WORDS not in added.text
        assert entry == added.json | {"absence_number": "V-2026-000001", "kind": "NOTE", "text": WORDS, "corrects": None,
                                      "author_role": "company_doctor", "author_id": DOCTOR, "doctor_id": DOCTOR}
        assert readers(casework, file, roles=("casemanager",)) == [(DOCTOR, "MEDICAL", False)]

    @pytest.mark.requirement("R-027")
    def test_is_open_to_a_consultant_while_a_doctor_delegates(self, casework: Service, file: str) -> None:
        before = [read(casework, file, CONSULTANT), add(casework, file, CONSULTANT)]
        delegation = delegate(casework)
        during = add(casework, file, CONSULTANT)
        shown = read(casework, file, CONSULTANT)
        casework.post(f"/v1/delegations/{delegation}/ending", roles=("company_doctor",), account_id=DOCTOR)
        after = read(casework, file, CONSULTANT)

        assert {(one.status_code, one.json["code"]) for one in (*before, after)} == {(403, "medical.not_delegated")}
        assert (during.status_code, during.json["doctor_id"]) == (201, DOCTOR)
        assert [entry["author_id"] for entry in shown.json["items"]] == [CONSULTANT]
        assert readers(casework, file, roles=("casemanager",)) == [
            (CONSULTANT, "MEDICAL", True), (CONSULTANT, "MEDICAL", False), (CONSULTANT, "MEDICAL", True),
            (CONSULTANT, "MEDICAL", True)]

    def test_is_closed_to_the_employers_casemanager_who_is_also_a_consultant(self, casework: Service, story: Story,
                                                                            file: str) -> None:
        story.staff(CASEMANAGER, "casemanager", "absence_consultant")
        casework.post("/v1/delegations", {"consultant_id": CASEMANAGER}, roles=("company_doctor",), account_id=DOCTOR)

        answer = casework.get(file, roles=("casemanager", "absence_consultant"), account_id=CASEMANAGER)

        assert (answer.status_code, answer.json["code"]) == (403, "medical.not_delegated")

    def test_is_reached_by_assigned_doctors_and_in_an_emergency_by_others(self, casework: Service, story: Story,
                                                                         file: str) -> None:
        story.staff("doctor-2", "company_doctor")
        casework.post(f"/v1/employers/{EMPLOYER}/staffing", {"role": "company_doctor", "account_id": "doctor-2",
                                                            "valid_from": "2026-03-02"}, roles=("casemanager",))

        refused = read(casework, file)
        casework.post(file.replace("/medical", "/emergency-access"), {"reason": "REPLACEMENT"}, roles=("company_doctor",),
                      account_id=DOCTOR)
        opened = read(casework, file)

        assert (refused.status_code, refused.json["code"], opened.status_code) == (403, "dossier.not_assigned", 200)
        assert readers(casework, file, roles=("casemanager",)) == [
            (DOCTOR, "MEDICAL", False), (DOCTOR, "FILE", False), (DOCTOR, "MEDICAL", True)]

    def test_corrects_by_a_new_entry(self, casework: Service, file: str) -> None:
        first = add(casework, file).json["entry_id"]

        second = add(casework, file, text="Geen hernia", corrects=first)
        foreign = add(casework, "/v1/dossiers/V-2026-000900/medical", corrects=first)

        assert second.status_code == 201
        assert [(one["text"], one["corrects"]) for one in read(casework, file).json["items"]] == [
            ("Geen hernia", first), (WORDS, None)]
        assert (foreign.status_code, foreign.json["code"]) == (404, "medical.not_found")

    def test_takes_an_entry_once_for_each_key(self, casework: Service, file: str) -> None:
        first, again = (add(casework, file, key="key-1") for _ in range(2))

        assert first.json == again.json
        assert len(read(casework, file).json["items"]) == 1
        assert add(casework, file, key="k" * 121).json["code"] == "idempotency.key_invalid"

    def test_refuses_bad_input_at_its_field(self, casework: Service, file: str) -> None:
        bodies: list[dict[str, Any]] = [{"text": ""}, {"text": "\n \n"}, {"text": "a" * 4001}, {"text": "a\x00b"}, {"text": 3},
                                        {"kind": "X"}, {"corrects": 7}]

        answers = [add(casework, file, **body) for body in bodies]

        assert [(one.status_code, {error["field"] for error in one.json["errors"]}) for one in answers] == [
            (422, set(body)) for body in bodies]


class TestMedicalStore:
    @pytest.mark.requirement("R-026")
    def test_cannot_be_read_with_the_ordinary_credentials_of_the_service(self, casework: Service, file: str) -> None:
        add(casework, file)
        role = sql.Identifier("ordinary_casework")
        with psycopg.connect(libpq_url(casework.database.url), autocommit=True) as admin:
            if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = 'ordinary_casework'").fetchone():
                admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
            admin.execute(sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA public TO {}").format(role))

        with psycopg.connect(libpq_url(as_role(casework.database.url, "ordinary_casework"))) as ordinary:
            assert ordinary.execute("SELECT count(*) FROM dossier").fetchone() == (2,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ordinary.execute("SELECT text FROM medical.entry")

    def test_refuses_to_change_or_delete_an_entry(self, casework: Service, file: str) -> None:
        add(casework, file)

        with psycopg.connect(libpq_url(casework.settings.further_stores["medical"]), autocommit=True) as connection:
            for change in ("UPDATE medical.entry SET text = ''", "DELETE FROM medical.entry", "TRUNCATE medical.entry"):
                with pytest.raises(psycopg.errors.RaiseException, match="never changed or deleted"):
                    connection.execute(change)

    def test_is_the_only_place_of_a_text(self, casework: Service, file: str, caplog: pytest.LogCaptureFixture) -> None:
        casework.forget_published()
        with caplog.at_level(logging.DEBUG):
            add(casework, file, key="key-1")
            add(casework, file, text=WORDS * 100)
            read(casework, file)

        assert "Hernia" not in caplog.text
        assert casework.published() == []
        assert "Hernia" not in ordinary_content(casework)


def ordinary_content(casework: Service) -> str:
    """Every row of every ordinary table, as text."""
    with psycopg.connect(libpq_url(casework.database.url)) as connection:
        names = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        rows = [connection.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(name))).fetchall() for name in names]
    assert len(names) > 20
    return str(rows)


class TestSharedLimitations:
    def test_are_read_by_the_employer_once_the_doctor_shared_them(self, casework: Service, file: str) -> None:
        entry = add(casework, file, kind="LIMITATIONS", text=WORK).json["entry_id"]
        before = casework.get(file.removesuffix("/medical"), rights=("SICK_REPORTS",)).json["limitations"]

        answers = [publish(casework, file, entry) for _ in range(2)]

        shown = casework.get(file.removesuffix("/medical"), rights=("SICK_REPORTS",)).json["limitations"]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert (before, [one["text"] for one in shown]) == ([], [WORK])
        assert shown == [answers[0].json] == [answers[1].json]

    @pytest.mark.parametrize(("body", "code"), [
        ({"kind": "NOTE", "text": WORK}, "limitations.other_kind"),
        ({"kind": "LIMITATIONS", "text": "Depressief, kan halve dagen werken"}, "limitations.medical")])
    def test_are_never_a_note_and_name_no_illness(self, casework: Service, file: str, body: dict[str, Any], code: str) -> None:
        entry = add(casework, file, **body).json["entry_id"]

        answer = publish(casework, file, entry)

        assert (answer.status_code, answer.json["code"]) == (422, code)
        assert casework.get(file.removesuffix("/medical"), rights=("SICK_REPORTS",)).json["limitations"] == []

    def test_are_shared_in_their_corrected_text_by_a_doctor_alone(self, casework: Service, file: str) -> None:
        delegate(casework)
        first = add(casework, file, kind="LIMITATIONS", text=WORK).json["entry_id"]
        add(casework, file, kind="LIMITATIONS", text="Kan alles", corrects=first)

        assert publish(casework, file, first).json["code"] == "limitations.corrected"
        assert publish(casework, file, first, CONSULTANT).status_code == 403
        assert publish(casework, file, "unknown").status_code == 404


def publish(casework: Service, file: str, entry_id: str, account: str = DOCTOR) -> Any:
    """Share an entry with the employer."""
    return casework.post(f"{file}/{entry_id}/publication", roles=(ROLE[account],), account_id=account)


class TestReferral:
    @pytest.mark.requirement("R-031")
    def test_is_recorded_by_the_consultant_and_shown_with_its_reason(self, casework: Service, file: str) -> None:
        delegate(casework)

        answers = [refer(casework, file, kind=kind) for kind in ("COMPANY_DOCTOR", "LABOUR_EXPERT", "OTHER")]
        with_text = refer(casework, file, note="heeft een hernia")

        shown = casework.get(file.removesuffix("/medical"), rights=("SICK_REPORTS",)).json["referrals"]
        assert [answer.status_code for answer in answers] == [201, 201, 201]
        assert shown == [answer.json for answer in answers]
        assert {(one["kind"], one["reason_code"], one["referred_on"]) for one in shown} == {
            (kind, "STAGNATION", "2026-03-02") for kind in ("COMPANY_DOCTOR", "LABOUR_EXPERT", "OTHER")}
        assert (with_text.status_code, with_text.json["errors"][0]["field"]) == (422, "note")

    def test_is_refused_for_another_day_reason_or_kind(self, casework: Service, file: str) -> None:
        delegate(casework)
        bodies = [{"referred_on": "2026-03-03"}, {"referred_on": "2026-03-01"}, {"reason_code": "hernia"},
                  {"kind": "PSYCHOLOGIST"}]

        answers = [refer(casework, file, **body) for body in bodies]

        assert [(one.status_code, one.json["errors"][0]["field"]) for one in answers] == [
            (422, field) for body in bodies for field in body]

    def test_needs_a_supervising_doctor(self, casework: Service, file: str) -> None:
        assert refer(casework, file).json["code"] == "consultant.no_supervisor"


def refer(casework: Service, file: str, **body: Any) -> Any:
    """The consultant refers the employee."""
    order = {"kind": "OTHER", "reason_code": "STAGNATION", "referred_on": "2026-03-02"} | body
    return casework.post(file.replace("/medical", "/referrals"), order, roles=("absence_consultant",), account_id=CONSULTANT)
