"""Wages recorded after a report: the benefit rests on the confirmed wage until Claims accepts another (§15.6)."""
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims.tests.conftest import ANNA, corrected, employee, filed, state
from shared.events.absence import EmployeeUpserted, WageSegment
from shared.events.claims import BenefitCalculated, WageJudged
from shared.kernel.vocabulary import AbsenceStatus
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

OWNER: dict[str, Any] = {"rights": ("EMPLOYEE_DATA",)}
STAFF: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}
APRIL, CONFIRMED, RAISED, CONFIRMED_WAGE = date(2026, 4, 1), "1920.00", "2880.00", "41760.00"
"""Twelve payable days of March at 160.00 and at 240.00 a day, after an own-risk term of ten days from 2 March."""
ACCEPT, REJECT = {"accept": True, "reason": "PROVEN"}, {"accept": False, "reason": "NOT_PROVEN"}


def recorded(*wages: tuple[date, str], version: int = 2) -> EmployeeUpserted:
    """A later version of Anna with these wages besides the first."""
    known = employee(version=version)
    later = tuple(WageSegment(valid_from=day, annual_wage=Decimal(wage), contract_hours=Decimal(40)) for day, wage in wages)
    return replace(known, wages=known.wages + later)


def judgements(service: Service, **caller: Any) -> list[dict[str, Any]]:
    """The wages that a caller sees."""
    return list(service.get("/v1/wage-judgements", **(caller or STAFF)).json["items"])


def decide(service: Service, body: dict[str, Any], **options: Any) -> Any:
    """Decide on the only wage that waits."""
    (waiting,) = [one for one in judgements(service) if one["status"] == "WAITING"]
    return service.post(f"/v1/wage-judgements/{waiting['judgement_id']}/decision", body, **{**STAFF, **options})


def march(service: Service) -> str:
    """The latest calculation of March."""
    return str(next(one["total"] for one in service.get("/v1/benefits", **OWNER).json["items"] if one["month"] == "2026-03"))


@pytest.fixture
def raised(insured: Service) -> Service:
    """The wage of a running case is raised on 1 April with effect from before its first sick day."""
    insured.deliver(filed(state()))
    insured.set_today(APRIL)
    insured.deliver(corrected(state(sequence=2)))
    insured.deliver(recorded((date(2026, 1, 1), "62640.00")))
    return insured


class TestAWageRecordedAfterTheReport:
    def test_waits_for_claims_and_changes_no_benefit(self, raised: Service) -> None:
        (waiting,) = judgements(raised)

        assert march(raised) == CONFIRMED
        assert {name: waiting[name] for name in ("absence_number", "first_sick_day", "confirmed_wage", "recorded_wage",
                                                 "recorded_on", "status", "reason")} == {
            "absence_number": "V-1", "first_sick_day": "2026-03-02", "confirmed_wage": CONFIRMED_WAGE,
            "recorded_wage": "62640.00", "recorded_on": "2026-04-01", "status": "WAITING", "reason": None}

    def test_changes_the_benefit_from_the_first_sick_day_once_it_is_accepted(self, raised: Service) -> None:
        raised.forget_published()

        answer = decide(raised, ACCEPT)

        assert (answer.status_code, answer.json["status"], march(raised)) == (200, "ACCEPTED", RAISED)
        assert [event.accepted for event in raised.published(WageJudged)] == [True]
        assert [event.total for event in raised.published(BenefitCalculated)] == [Decimal(RAISED)]

    def test_changes_nothing_once_it_is_rejected_and_is_not_asked_again(self, raised: Service) -> None:
        answer = decide(raised, REJECT)
        raised.deliver(recorded((date(2026, 1, 1), "62640.00"), (date(2026, 6, 1), "90000.00"), version=3))

        assert (answer.json["status"], answer.json["reason"], march(raised)) == ("REJECTED", "NOT_PROVEN", CONFIRMED)
        assert [one["status"] for one in judgements(raised)] == ["REJECTED"]

    def test_is_asked_again_when_another_wage_is_recorded_after_a_rejection(self, raised: Service) -> None:
        decide(raised, REJECT)

        raised.deliver(recorded((date(2026, 1, 1), "50000.00"), version=3))

        assert [(one["recorded_wage"], one["status"]) for one in judgements(raised)] == [
            ("62640.00", "REJECTED"), ("50000.00", "WAITING")]

    @pytest.mark.parametrize("change", [
        pytest.param(employee(version=3), id="the wage is withdrawn"),
        pytest.param(corrected(state(sequence=3, status=AbsenceStatus.CANCELLED)), id="the report is withdrawn"),
        pytest.param(corrected(state(sequence=3, first=date(2025, 12, 31), composite_first_sick_day=date(2025, 12, 31))),
                     id="the first sick day moves to before it")])
    def test_is_no_task_any_more(self, raised: Service, change: Any) -> None:
        raised.deliver(change)

        assert [one["status"] for one in judgements(raised)] == ["WITHDRAWN"]

    @pytest.mark.parametrize("since", [date(2026, 3, 3), date(2026, 4, 1)], ids=["the day after", "a month after"])
    def test_is_no_task_if_it_holds_from_after_the_first_sick_day(self, insured: Service, since: date) -> None:
        insured.deliver(filed(state()))

        insured.deliver(recorded((since, "62640.00")))

        assert judgements(insured) == []

    def test_is_a_task_if_it_holds_from_the_first_sick_day(self, insured: Service) -> None:
        insured.deliver(filed(state()))

        insured.deliver(recorded((date(2026, 3, 2), "62640.00")))

        assert [one["status"] for one in judgements(insured)] == ["WAITING"]

    def test_is_recognised_when_claims_knew_it_before_it_handles_the_report(self, insured: Service) -> None:
        insured.set_today(APRIL)

        insured.deliver(recorded((date(2026, 1, 1), "62640.00")), filed(state(employee_version=1)))

        assert (march(insured), [one["status"] for one in judgements(insured)]) == (CONFIRMED, ["WAITING"])

    def test_confirmed_at_the_report_is_no_task(self, insured: Service) -> None:
        insured.set_today(APRIL)

        insured.deliver(recorded((date(2026, 1, 1), "62640.00")), filed(state(employee_version=2)))

        assert (march(insured), judgements(insured)) == (RAISED, [])


class TestADecision:
    def test_is_taken_once(self, raised: Service) -> None:
        path = f"/v1/wage-judgements/{judgements(raised)[0]['judgement_id']}/decision"
        raised.post(path, ACCEPT, **STAFF)

        again = raised.post(path, REJECT, **STAFF)

        assert (again.status_code, again.json["code"], march(raised)) == (409, "wage_judgement.not_waiting", RAISED)

    def test_is_refused_on_a_wage_that_changed_meanwhile(self, raised: Service) -> None:
        raised.deliver(recorded((date(2026, 1, 1), "90000.00"), version=3))

        answer = decide(raised, ACCEPT, headers={"If-Match": '"1"'})

        assert (answer.status_code, answer.json["code"], march(raised)) == (412, "version.stale", CONFIRMED)

    @pytest.mark.parametrize(("body", "code"), [
        ({"accept": True, "reason": "NOT_PROVEN"}, "wage_judgement.reason"),
        ({"accept": False, "reason": "PROVEN"}, "wage_judgement.reason"),
        ({"accept": False}, "input.required"), ({"accept": "yes", "reason": "PROVEN"}, "input.boolean"),
        ({"accept": True, "reason": "griep"}, "input.choice")],
        ids=["accept for a reason to reject", "reject for a reason to accept", "no reason", "no boolean", "free text"])
    def test_needs_a_reason_that_goes_with_it(self, raised: Service, body: dict[str, Any], code: str) -> None:
        answer = decide(raised, body)

        assert answer.status_code == 422
        assert code in {answer.json["code"], *(each["code"] for each in answer.json.get("errors", []))}

    def test_is_not_for_the_employer(self, raised: Service) -> None:
        answer = decide(raised, ACCEPT, roles=(), employer_id=EMPLOYER, **OWNER)

        assert (answer.status_code, march(raised)) == (403, CONFIRMED)

    def test_is_shown_to_its_own_employer_only(self, raised: Service) -> None:
        assert len(raised.get("/v1/wage-judgements", **OWNER).json["items"]) == 1
        assert raised.get("/v1/wage-judgements", employer_id=OTHER_EMPLOYER, **OWNER).json["items"] == []
        assert judgements(raised)[0]["employee_id"] == ANNA
