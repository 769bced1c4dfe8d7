"""Another day for a step over HTTP: with reasons, by both parties, within what the law leaves to them; and AOW age."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.casework.tests.api.test_dossiers_api import MANAGER, REPORT, step
from services.casework.tests.api.test_statutory_steps_api import on_index
from services.casework.tests.conftest import ANNA
from shared.events.absence import EmployeeUpserted, Person, WageSegment
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

ASKED = {"due_on": "2026-05-11", "reason": "De leidinggevende is tot die dag op verlof."}
BY_EMPLOYER: dict[str, Any] = {"rights": REPORT}
BY_CASEMANAGER: dict[str, Any] = {"roles": MANAGER}


@pytest.fixture(autouse=True)
def today(casework: Service, sick: str) -> None:
    """Monday 20 April 2026, before the action plan is due."""
    casework.set_today(date(2026, 4, 20))


def deviate(casework: Service, number: str, who: dict[str, Any], code: str = "M04", **changes: Any) -> Any:
    """Record the wish of a party."""
    return casework.post(f"/v1/dossiers/{number}/milestones/{code}/deviations", ASKED | changes, **who)


def standings(casework: Service, number: str) -> list[str]:
    """The standings of all wishes."""
    return [row["standing"] for row in casework.get(f"/v1/dossiers/{number}/deviations", rights=REPORT).json["items"]]


class TestDeviation:
    def test_of_one_party_leaves_the_day_as_it_was(self, casework: Service, sick: str) -> None:
        answer = deviate(casework, sick, BY_EMPLOYER)

        assert (answer.status_code, answer.json["party"]) == (201, "employer"), answer.text
        assert standings(casework, sick) == ["ONE_SIDED"]
        assert step(casework, sick, "M04")["due_on"] == on_index(56)

    def test_of_both_parties_moves_the_step_and_explains_it(self, casework: Service, sick: str) -> None:
        deviate(casework, sick, BY_EMPLOYER)
        deviate(casework, sick, BY_CASEMANAGER)
        casework.set_today(date(2026, 5, 4))

        moved = step(casework, sick, "M04")

        assert standings(casework, sick) == ["AGREED", "AGREED"]
        assert (moved["due_on"], moved["status"]) == ("2026-05-11", "PLANNED")
        assert (moved["article"], moved["count"]) == (
            "Regeling procesgang, artikel 5", "afgesproken door werkgever en werknemer in plaats van 26-04-2026")

    def test_to_different_days_moves_nothing(self, casework: Service, sick: str) -> None:
        deviate(casework, sick, BY_EMPLOYER)
        deviate(casework, sick, BY_CASEMANAGER, due_on="2026-05-12")

        assert standings(casework, sick) == ["ONE_SIDED", "ONE_SIDED"]
        assert step(casework, sick, "M04")["due_on"] == on_index(56)

    def test_is_replaced_once_both_want_another_day(self, casework: Service, sick: str) -> None:
        for due_on in ("2026-05-11", "2026-05-12"):
            for who in (BY_EMPLOYER, BY_CASEMANAGER):
                deviate(casework, sick, who, due_on=due_on)

        assert standings(casework, sick) == ["REPLACED", "REPLACED", "AGREED", "AGREED"]
        assert step(casework, sick, "M04")["due_on"] == "2026-05-12"

    @pytest.mark.parametrize(("code", "changes", "status", "said"), [
        ("M06", {}, 422, "deviation.not_allowed"), ("M15", {}, 422, "deviation.not_allowed"),
        ("M99", {}, 404, "milestone.not_found"), ("M04", {"due_on": "2026-04-19"}, 422, "deviation.past_date"),
        ("M04", {"due_on": "2028-03-01"}, 422, "deviation.outside_case"),
        ("M04", {"due_on": "2026-04-26"}, 422, "deviation.same_date"),
        ("M04", {"reason": "Hij heeft een depressie."}, 422, "input.medical")])
    def test_beyond_what_the_law_leaves_is_refused(self, casework: Service, sick: str, code: str, changes: dict[str, str],
                                                   status: int, said: str) -> None:
        answer = deviate(casework, sick, BY_EMPLOYER, code, **changes)

        assert (answer.status_code, said in answer.text) == (status, True), answer.text

    def test_twice_by_one_party_is_refused(self, casework: Service, sick: str) -> None:
        deviate(casework, sick, BY_EMPLOYER)

        assert deviate(casework, sick, BY_EMPLOYER).json["code"] == "deviation.already_recorded"

    @pytest.mark.parametrize(("who", "status"), [
        (BY_EMPLOYER | {"employer_id": OTHER_EMPLOYER}, 404), ({"rights": ("EMPLOYEE_DATA",)}, 403),
        ({"roles": ("company_doctor",)}, 403)], ids=["another employer", "without the right", "the doctor"])
    def test_by_somebody_else_is_refused(self, casework: Service, sick: str, who: dict[str, Any], status: int) -> None:
        assert deviate(casework, sick, who).status_code == status


class TestStepsBeyondPensionAge:
    def test_lapse_with_that_reason_and_earlier_ones_stay(self, casework: Service, story: Any, sick: str) -> None:
        """Born on 4 June 1959, so 67 on 4 June 2026: D(95) of the case."""
        casework.deliver(EmployeeUpserted(
            employee_id=ANNA, employer_id=EMPLOYER, policy_number=f"P-{EMPLOYER}", version=2, employee_number="1",
            employed_from=date(2020, 1, 1),
            wages=(WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal(38500), contract_hours=Decimal(40)),),
            person=Person(first_name="Anna", infix="de", last_name="Vries", birth_date=date(1959, 6, 4))))

        shown = {code: (step(casework, sick, code)["status"], step(casework, sick, code)["lapse"])
                 for code in ("M03", "M04", "M10", "M15", "M16")}

        assert shown == {"M03": ("OVERDUE", None), "M04": ("PLANNED", None), "M10": ("CANCELLED", "PENSION_AGE"),
                         "M15": ("CANCELLED", "PENSION_AGE"), "M16": ("CANCELLED", "PENSION_AGE")}
