"""Vacation during sickness over HTTP: permission, consent, debited hours, and what it does to steps and sanctions."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shared.events.casework import VacationApproved, VacationWithdrawn
from shared.kernel.vocabulary import RecoveryBasis
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

REPORT = ("SICK_REPORTS",)
DOCTOR = ("company_doctor",)


@pytest.fixture
def today(casework: Service, sick: str) -> None:
    """Monday 13 April 2026; the absence began on 2 March."""
    casework.set_today(date(2026, 4, 13))


@pytest.fixture
def doctor(casework: Service, story: Any) -> str:
    """A company doctor of the employer."""
    story.staff("doctor-1", "company_doctor")
    body = {"role": "company_doctor", "account_id": "doctor-1", "valid_from": "2026-03-02"}
    assert casework.post(f"/v1/employers/{EMPLOYER}/staffing", body, roles=("casemanager",)).status_code == 201
    return "doctor-1"


def request(casework: Service, number: str, *, rights: tuple[str, ...] = REPORT, **body: Any) -> Any:
    """A week off from Monday 20 April 2026, with consent unless said otherwise."""
    values = {"start": "2026-04-20", "end": "2026-04-26", "consent_on": "2026-04-13"} | body
    return casework.post(f"/v1/dossiers/{number}/vacations", values, rights=rights)


def act(casework: Service, number: str, row: Any, what: str, body: Any = None, **who: Any) -> Any:
    """An act on a vacation."""
    path = f"/v1/dossiers/{number}/vacations/{row.json['vacation_id']}/{what}"
    return casework.post(path, body or {}, **(who or {"rights": REPORT}))


def arrange(casework: Service, body: Any, **who: Any) -> Any:
    """The arrangement about extra holidays."""
    return casework.request("PUT", "/v1/holiday-arrangement", json=body, **who)


def vacations(casework: Service, number: str) -> Any:
    """The vacations in the dossier as the employer sees them."""
    return casework.get(f"/v1/dossiers/{number}", rights=REPORT).json["vacations"]


@pytest.mark.usefixtures("today")
class TestRequest:
    @pytest.mark.requirement("R-162", "R-164", "R-165")
    def test_with_consent_is_approved_and_debits_the_contract_hours(self, casework: Service, sick: str) -> None:
        answer = request(casework, sick, weekly_hours="24")

        assert answer.status_code == 201, answer.text
        assert (answer.json["status"], answer.json["debited_hours"]) == ("APPROVED", "24")
        (event,) = casework.published(VacationApproved)
        assert (event.start, event.end, event.hours) == (date(2026, 4, 20), date(2026, 4, 26), Decimal(24))
        assert [row["status"] for row in vacations(casework, sick)] == ["APPROVED"]

    def test_takes_the_weekly_hours_on_record_and_leaves_out_public_holidays(self, casework: Service, sick: str) -> None:
        answer = request(casework, sick, start="2026-04-27", end="2026-05-03")  # King's Day is Monday 27 April

        assert answer.json["debited_hours"] == "32"

    @pytest.mark.parametrize(("change", "code", "field"), [
        ({"hampers_recovery": True}, "vacation.hampers_recovery", "hampers_recovery"),
        pytest.param({"consent_on": None}, "vacation.consent_required", "consent_on", marks=pytest.mark.requirement("R-167")),
        pytest.param({"weekly_hours": "24", "hours": "12"}, "vacation.hours_mismatch", "hours",
                     marks=pytest.mark.requirement("R-164")),
        pytest.param({"holidays": "EXTRA"}, "vacation.written_consent_required", "written_consent",
                     marks=pytest.mark.requirement("R-171")),
        ({"start": "2026-02-23"}, "vacation.outside_absence", "start"),
        ({"end": "2026-04-19"}, "vacation.end_before_start", "end"),
        ({"end": "2027-05-01"}, "vacation.too_long", "end"),
    ])
    def test_is_refused_with_its_reason(self, casework: Service, sick: str, change: Any, code: str, field: str) -> None:
        answer = request(casework, sick, **change)

        assert (answer.status_code, answer.json["code"], answer.json["errors"][0]["field"]) == (422, code, field)
        assert vacations(casework, sick) == []

    @pytest.mark.requirement("R-171")
    @pytest.mark.parametrize("basis", [{"written_consent": "AKK-2026-3"}, {"arrangement": "CAO"}])
    def test_of_extra_days_needs_written_consent_or_an_arrangement(self, casework: Service, sick: str, basis: Any) -> None:
        assert request(casework, sick, holidays="EXTRA", **basis).json["status"] == "APPROVED"

    def test_over_days_of_another_is_refused_until_that_is_withdrawn(self, casework: Service, sick: str) -> None:
        first = request(casework, sick)

        again = request(casework, sick, start="2026-04-26", end="2026-04-30")
        assert (again.status_code, again.json["code"]) == (409, "vacation.overlap")
        assert act(casework, sick, first, "withdrawal").json["debited_hours"] == "0"
        assert request(casework, sick).status_code == 201
        assert len(casework.published(VacationWithdrawn)) == 1

    def test_is_for_the_employers_reporters_and_the_casemanager_alone(self, casework: Service, sick: str) -> None:
        body = {"start": "2026-04-20", "end": "2026-04-26", "consent_on": "2026-04-13"}
        path = f"/v1/dossiers/{sick}/vacations"

        assert casework.post(path, body, rights=REPORT, employer_id=OTHER_EMPLOYER).status_code == 404
        assert casework.post(path, body, rights=("EMPLOYEE_DATA",)).status_code == 403
        assert casework.post(path, body, roles=("absence_consultant",)).status_code == 403
        assert vacations(casework, sick) == []


@pytest.mark.usefixtures("today")
class TestDoubt:
    @pytest.mark.requirement("R-163")
    def test_waits_for_the_company_doctor(self, casework: Service, sick: str, doctor: str) -> None:
        asked = request(casework, sick, doubt=True)
        assert (asked.json["status"], asked.json["debited_hours"]) == ("REQUESTED", "0")

        early = act(casework, sick, asked, "approval")
        assert (early.status_code, early.json["code"]) == (409, "vacation.doctor_not_answered")
        given = act(casework, sick, asked, "objection", {"answer": "NO_OBJECTION"}, roles=DOCTOR, account_id=doctor)
        assert given.status_code == 200, given.text
        assert act(casework, sick, asked, "approval").json["status"] == "APPROVED"

    @pytest.mark.requirement("R-163")
    def test_ends_in_a_refusal_if_the_doctor_objects(self, casework: Service, sick: str, doctor: str) -> None:
        asked = request(casework, sick, doubt=True)

        given = act(casework, sick, asked, "objection", {"answer": "OBJECTION"}, roles=DOCTOR, account_id=doctor)
        assert given.json["status"] == "REFUSED"
        late = act(casework, sick, asked, "approval")
        assert (late.status_code, late.json["code"]) == (422, "vacation.hampers_recovery")

    def test_is_answered_once_and_only_when_asked(self, casework: Service, sick: str, doctor: str) -> None:
        settled, asked = request(casework, sick), request(casework, sick, doubt=True, start="2026-05-04", end="2026-05-08")
        yes = {"answer": "NO_OBJECTION"}

        assert act(casework, sick, settled, "objection", yes, roles=DOCTOR, account_id=doctor).status_code == 409
        assert act(casework, sick, asked, "objection", yes, rights=REPORT).status_code == 403
        medical = act(casework, sick, asked, "objection", {"answer": "Rugklachten"}, roles=DOCTOR, account_id=doctor)
        assert medical.status_code == 422
        assert act(casework, sick, asked, "objection", yes, roles=DOCTOR, account_id=doctor).status_code == 200
        assert act(casework, sick, asked, "objection", yes, roles=DOCTOR, account_id=doctor).status_code == 409


@pytest.mark.usefixtures("today")
class TestExemption:
    @pytest.mark.requirement("R-168")
    def test_moves_work_but_no_statutory_date_and_forbids_a_sanction(self, casework: Service, sick: str) -> None:
        def step() -> Any:
            plan = casework.get(f"/v1/dossiers/{sick}", rights=REPORT).json["plan"]
            return next(row for row in plan if row["code"] == "M03")
        before = step()
        assert before["due_on"] == "2026-04-12"
        casework.set_today(date(2026, 4, 10))
        vacation = request(casework, sick, start="2026-04-11", end="2026-04-19", consent_on="2026-04-10")

        casework.set_today(date(2026, 4, 14))
        assert (step()["due_on"], step()["target_on"], step()["status"]) == ("2026-04-12", "2026-04-20", "PLANNED")
        casework.post(f"/v1/dossiers/{sick}/talks", {"held_on": "2026-04-09"}, rights=REPORT)
        for day in ("2026-04-10", "2026-04-13"):
            casework.post(f"/v1/dossiers/{sick}/warnings", {"given_on": day}, rights=REPORT)
        sanction = {"kind": "SUSPEND", "ground": "NON_COOPERATION", "start": "2026-04-14", "end": "2026-04-30"}
        refused = casework.post(f"/v1/dossiers/{sick}/sanctions", sanction, rights=REPORT)
        assert (refused.status_code, refused.json["code"]) == (422, "sanction.during_vacation")
        act(casework, sick, vacation, "withdrawal")
        assert step()["status"] == "OVERDUE"
        assert casework.post(f"/v1/dossiers/{sick}/sanctions", sanction, rights=REPORT).status_code == 201


@pytest.mark.usefixtures("today")
class TestAccrual:
    @pytest.fixture
    def years(self, casework: Service, sick: str) -> Any:
        """Reads the accrual on 31 May 2027, after 456 days of sickness."""
        def read() -> Any:
            casework.set_today(date(2027, 5, 31))
            return casework.get(f"/v1/dossiers/{sick}/holidays", rights=REPORT).json["years"]
        return read

    @pytest.mark.requirement("R-166")
    def test_of_statutory_hours_goes_on_during_sickness_whatever_the_recovery(
            self, casework: Service, story: Any, sick: str, years: Any) -> None:
        story.mutate(sick, date(2026, 6, 1), pct="50", basis=RecoveryBasis.OWN_WORK_HOURS)

        assert [(row["year"], row["statutory_hours"], row["statutory_lapses_on"]) for row in years()] == [
            (2026, "133.7", "2027-07-01"), (2027, "66.19", "2028-07-01")]  # 160 × 305 / 365 and 160 × 151 / 365

    @pytest.mark.requirement("R-170")
    @pytest.mark.parametrize(("rule", "hours"), [("FULL", "33.42"), ("NONE", "0"), ("PRO_RATA", "11.73")])
    def test_of_extra_hours_follows_the_arrangement(
            self, casework: Service, story: Any, sick: str, years: Any, rule: str, hours: str) -> None:
        story.mutate(sick, date(2026, 6, 1), pct="50", basis=RecoveryBasis.OWN_WORK_HOURS)
        body = {"days_per_year": "5", "rule": rule, "source": "CAO"}

        assert arrange(casework, body, rights=("EMPLOYEE_DATA",)).status_code == 200

        assert years()[0]["extra_hours"] == hours  # of 40 hours: 305 days in 2026, of which 214 half recovered

    @pytest.mark.requirement("R-169")
    def test_of_extra_hours_is_as_the_statutory_without_a_source(self, casework: Service, sick: str, years: Any) -> None:
        arrange(casework, {"days_per_year": "5", "rule": "NONE"}, rights=("EMPLOYEE_DATA",))

        assert years()[0]["extra_hours"] == "33.42"

    def test_is_arranged_for_the_own_employer_with_the_right_to_employee_data(self, casework: Service, sick: str) -> None:
        path = "/v1/holiday-arrangement"
        body = {"days_per_year": "5", "rule": "NONE", "source": "CONTRACT"}

        assert arrange(casework, body, rights=REPORT).status_code == 403
        assert arrange(casework, body | {"days_per_year": "61"}, rights=("EMPLOYEE_DATA",)).status_code == 422
        assert arrange(casework, body, rights=("EMPLOYEE_DATA",)).status_code == 200
        assert casework.get(path, rights=("EMPLOYEE_DATA",)).json == body
        stale = arrange(casework, body, rights=("EMPLOYEE_DATA",), headers={"If-Match": '"0"'})
        assert (stale.status_code, stale.json["code"]) == (412, "version.stale")
        assert casework.get(path, rights=("EMPLOYEE_DATA",), employer_id=OTHER_EMPLOYER).json["days_per_year"] == "0"
