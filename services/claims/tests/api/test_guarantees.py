"""Guarantees, for Claims and for the employer."""
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims.tests.conftest import ANNA, corrected, employee, filed, policy, state
from shared.events.absence import Mutation
from shared.events.casework import GuaranteeCondition, WageSanctionReported
from shared.events.claims import GuaranteeCharged, GuaranteeDecided
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis
from shared.messaging.subscribers import NotYet
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

STAFF: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}
WAGE_SANCTION = WageSanctionReported(
    absence_number="V-1", employee_id=ANNA, employer_id=EMPLOYER, sanction_id="w-1", decision_on=date(2028, 1, 20),
    received_on=date(2028, 1, 20), reported_on=date(2028, 1, 21), weeks=52, start=date(2028, 2, 28),
    conditions=(GuaranteeCondition(code="TIMELY", holds=True),))


def judged(**changes: Any) -> WageSanctionReported:
    """The wage sanction with all five conditions, which hold unless said otherwise."""
    failing = changes.pop("failing", ())
    codes = ("TIMELY", "FROM_FIRST_DAY", "UNINTERRUPTED", "ADVICES_FOLLOWED", "CONTRACT_TERMS")
    return replace(WAGE_SANCTION, **({"conditions": tuple(
        GuaranteeCondition(code=code, holds=code not in failing) for code in codes)} | changes))


def guarantee_of(service: Service) -> dict[str, Any]:
    """The only guarantee."""
    (found,) = service.get("/v1/guarantees", **STAFF).json["items"]
    return dict(found)


class TestAGuarantee:
    @pytest.mark.requirement("R-048")
    @pytest.mark.requirement("R-049")
    def test_is_approved_if_all_conditions_hold_and_paid_by_perspectief(self, insured: Service) -> None:
        insured.deliver(filed(state()), replace(judged(), conditions=judged().conditions[:-1], assessing=True))
        before = guarantee_of(insured)
        undecided = insured.published(GuaranteeDecided)

        insured.deliver(judged())

        shown = guarantee_of(insured)
        assert (before["decision"], before["amount"], undecided) == ("ASSESSING", "0.00", [])
        assert (shown["decision"], shown["payer"], shown["amount"]) == ("APPROVED", "PERSPECTIEF", "29120.00")
        assert sum(line["days"] for line in shown["lines"]) == 260
        assert insured.get("/v1/payments", **STAFF).json["items"] == []
        (event,) = insured.published(GuaranteeDecided)
        assert (event.approved, event.amount) == (True, Decimal("29120.00"))

    @pytest.mark.requirement("R-049")
    @pytest.mark.parametrize("code", ["TIMELY", "FROM_FIRST_DAY", "UNINTERRUPTED", "ADVICES_FOLLOWED", "CONTRACT_TERMS"])
    def test_is_rejected_with_the_list_if_one_fails(self, insured: Service, code: str) -> None:
        insured.deliver(filed(state()), judged(failing=(code,)))

        shown = guarantee_of(insured)
        assert (shown["decision"], shown["amount"]) == ("REJECTED", "0.00")
        assert [one["code"] for one in shown["conditions"] if not one["holds"]] == [code]

    def test_follows_a_shortening_and_a_later_recovery(self, insured: Service) -> None:
        insured.deliver(filed(state()), judged())
        insured.deliver(judged(ends_on=date(2028, 7, 16)))
        shortened = guarantee_of(insured)
        recovery = Mutation(mutation_id="m-1", effective_on=date(2028, 2, 28), recorded_on=date(2028, 2, 28),
                            basis=RecoveryBasis.OWN_WORK_HOURS, recovered_pct=Decimal(40))

        insured.deliver(corrected(state(sequence=2, status=AbsenceStatus.PARTIALLY_RECOVERED, mutations=(recovery,))))

        assert (shortened["amount"], shortened["shortened_to"]) == ("11200.00", "2028-07-16")
        assert guarantee_of(insured)["amount"] == "6720.00"
        assert [event.amount for event in insured.published(GuaranteeDecided)] == [
            Decimal("29120.00"), Decimal("11200.00"), Decimal("6720.00")]

    def test_ends_with_the_report_of_the_sanction(self, insured: Service) -> None:
        insured.deliver(filed(state()), judged(), judged(withdrawn=True))

        assert (guarantee_of(insured)["decision"], guarantee_of(insured)["amount"]) == ("WITHDRAWN", "0.00")

    def test_shows_its_lines_by_month(self, insured: Service) -> None:
        insured.deliver(filed(state()), WAGE_SANCTION)

        (guarantee,) = insured.get("/v1/guarantees", **STAFF).json["items"]
        assert (guarantee["amount"], guarantee["decision"]) == ("29120.00", "APPROVED")
        assert [line["month"] for line in guarantee["lines"]][:8] == [
            "2028-02", "2028-03", "2028-04", "2028-05", "2028-06", "2028-07", "2028-08", "2028-09"]

    @pytest.mark.parametrize("known", [(), (policy(),), (policy(), employee())],
                             ids=["nothing known", "no employee", "no absence"])
    def test_is_not_decided_at_nothing_while_its_case_is_not_known(self, claims: Service, known: tuple[Any, ...]) -> None:
        claims.deliver(*known)

        with pytest.raises(NotYet):
            claims.deliver(WAGE_SANCTION)

        assert claims.published(GuaranteeDecided) == []

    def test_of_a_case_whose_reports_are_all_cancelled_refunds_nothing(self, insured: Service) -> None:
        insured.deliver(filed(state(status=AbsenceStatus.CANCELLED)))

        insured.deliver(WAGE_SANCTION)

        (guarantee,) = insured.get("/v1/guarantees", **STAFF).json["items"]
        assert (guarantee["amount"], guarantee["lines"]) == ("0.00", [])


def charges_of(service: Service) -> list[tuple[str, str]]:
    """The bookings on the account of Perspectief."""
    shown = service.get("/v1/guarantees/w-1", **STAFF).json
    return [(charge["month"], charge["amount"]) for charge in shown["charges"]]


def pay(service: Service, *first_days: date) -> None:
    """Run the jobs on the first days of months."""
    for day in first_days:
        service.set_today(day)
        service.run_jobs(day)


MARCH, APRIL, MAY = date(2028, 3, 1), date(2028, 4, 1), date(2028, 5, 1)


class TestPaymentByPerspectief:
    @pytest.mark.requirement("R-048")
    def test_is_charged_month_by_month_and_never_twice(self, insured: Service) -> None:
        insured.deliver(filed(state()), judged())
        before = guarantee_of(insured)["stage"]

        pay(insured, MARCH, APRIL, APRIL)

        shown = guarantee_of(insured)
        assert charges_of(insured) == [("2028-02", "224.00"), ("2028-03", "2576.00")]
        assert (before, shown["stage"], shown["charged"]) == ("APPROVED", "PAYING", "2800.00")
        assert [(event.month, event.amount) for event in insured.published(GuaranteeCharged)] == [
            ("2028-02", Decimal("224.00")), ("2028-03", Decimal("2576.00"))]
        assert insured.get("/v1/payments", **STAFF).json["items"] == []

    def test_gives_back_what_a_later_recovery_or_shortening_makes_too_much(self, insured: Service) -> None:
        insured.deliver(filed(state()), judged())
        pay(insured, APRIL)
        recovery = Mutation(mutation_id="m-1", effective_on=MARCH, recorded_on=APRIL, recovered_pct=Decimal(50),
                            basis=RecoveryBasis.OWN_WORK_HOURS)
        insured.deliver(corrected(state(sequence=2, status=AbsenceStatus.PARTIALLY_RECOVERED, mutations=(recovery,))),
                        judged(ends_on=date(2028, 4, 9)))

        pay(insured, MAY)

        assert charges_of(insured) == [("2028-02", "224.00"), ("2028-03", "2576.00"), ("2028-03", "-1288.00"),
                                       ("2028-04", "280.00")]
        shown = guarantee_of(insured)
        assert (shown["stage"], shown["charged"] == shown["amount"], shown["shortened_to"]) == ("ENDED", True, "2028-04-09")

    @pytest.mark.parametrize("change", [judged(withdrawn=True), judged(failing=("CONTRACT_TERMS",))],
                             ids=["the report is taken back", "it is rejected after all"])
    def test_is_given_back_whole_if_it_is_not_approved_any_more(self, insured: Service, change: WageSanctionReported) -> None:
        insured.deliver(filed(state()), judged())
        pay(insured, APRIL)
        insured.deliver(change)

        pay(insured, MAY)

        assert guarantee_of(insured)["charged"] == "0.00"

    def test_is_nothing_while_it_is_assessed_or_rejected(self, insured: Service) -> None:
        insured.deliver(filed(state()), judged(failing=("TIMELY",)))

        pay(insured, APRIL)

        assert (charges_of(insured), guarantee_of(insured)["stage"]) == ([], "REJECTED")

    def test_is_read_by_its_own_employer_only(self, insured: Service) -> None:
        insured.deliver(filed(state()), judged())
        owner: dict[str, Any] = {"rights": ("EMPLOYEE_DATA",)}

        answers = [insured.get("/v1/guarantees/w-1", employer_id=employer, **owner) for employer in (EMPLOYER, OTHER_EMPLOYER)]

        assert [answer.status_code for answer in answers] == [200, 404]
        assert insured.get("/v1/guarantees/w-9", **STAFF).json["code"] == "guarantee.not_found"
