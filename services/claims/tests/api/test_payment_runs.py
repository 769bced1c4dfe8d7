"""From report to payment: calculation of the month, preparation of the run, payment, set-off of corrections."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from services.claims.tests.conftest import ANNA, corrected, employee, filed, half, policy, state, work_through
from shared.events.casework import SanctionLifted, SanctionNotified
from shared.events.claims import BenefitPaid, ClaimOpened, ClaimRejected, RecourseOpened
from shared.kernel.vocabulary import AbsenceStatus, LateReportRule, SanctionKind, ThirdParty
from shared.testing.service import OTHER_EMPLOYER, Service

READ = ("EMPLOYEE_DATA",)
STAFF: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}


def benefits(claims: Service) -> dict[str, str]:
    """Totals by month."""
    return {b["month"]: b["total"] for b in claims.get("/v1/benefits", rights=READ).json["items"]}


def payments(claims: Service) -> list[tuple[str, str]]:
    """Pay dates and amounts."""
    return [(p["pay_on"], p["amount"]) for p in claims.get("/v1/payments", rights=READ).json["items"]]


class TestPaying:
    @pytest.mark.requirement("R-006")
    def test_pays_b01_on_the_twelfth_working_day(self, insured: Service) -> None:
        insured.deliver(filed(state(recovered_on=date(2026, 4, 1), status=AbsenceStatus.RECOVERED)))

        work_through(insured, date(2026, 4, 19))
        before = payments(insured)
        work_through(insured, date(2026, 4, 20))

        assert (before, payments(insured)) == ([], [("2026-04-20", "1920.00")])

    @pytest.mark.requirement("R-006")
    @pytest.mark.parametrize(("rule", "paid"), [
        (LateReportRule.NONE, "1920.00"), (LateReportRule.SHIFT_TO_REPORT_DATE, "1280.00")])
    def test_counts_the_own_risk_term_of_a_late_report_as_the_policy_says(self, claims: Service, rule: LateReportRule,
                                                                          paid: str) -> None:
        claims.deliver(policy(late_report_rule=rule), employee(), filed(state(
            reported_on=date(2026, 3, 6), recovered_on=date(2026, 4, 1), status=AbsenceStatus.RECOVERED)))

        work_through(claims, date(2026, 4, 20))

        assert payments(claims) == [("2026-04-20", paid)]

    def test_makes_a_sepa_file_that_holds_the_transfer(self, insured: Service) -> None:
        insured.deliver(filed(state(recovered_on=date(2026, 4, 1), status=AbsenceStatus.RECOVERED)))
        work_through(insured, date(2026, 4, 20))

        answer = insured.get("/v1/payment-runs/RUN-2026-03/file", **STAFF)

        document = etree.fromstring(answer.data)
        assert [node.text for node in document.iter("{*}InstdAmt")] == ["1920.00"]
        assert [node.text for node in document.iter("{*}Dt")][:1] == ["2026-04-20"]

    def test_pays_a_month_once_however_often_the_job_runs(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 4, 20))
        work_through(insured, date(2026, 4, 20))

        assert len(insured.published(BenefitPaid)) == 1

    def test_calculates_a_month_only_after_it_ended(self, insured: Service) -> None:
        insured.deliver(filed(state()))

        work_through(insured, date(2026, 3, 31))
        during = benefits(insured)
        work_through(insured, date(2026, 4, 1))

        assert (during, benefits(insured)) == ({}, {"2026-03": "1920.00"})

    def test_sets_b15_off_against_the_next_month(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 7, 20))

        insured.deliver(corrected(state(sequence=2, mutations=(half(date(2026, 6, 15), date(2026, 7, 20)),))))
        work_through(insured, date(2026, 8, 18))

        assert payments(insured)[-2:] == [("2026-07-16", "3520.00"), ("2026-08-18", "880.00")]
        assert benefits(insured)["2026-06"] == "2560.00"

    @pytest.mark.requirement("R-112")
    def test_holds_a_suspension_and_pays_it_back_b12(self, insured: Service) -> None:
        who = {"absence_number": "V-1", "employee_id": ANNA, "employer_id": "employer-1", "sanction_id": "s-1"}
        insured.deliver(filed(state()), SanctionNotified(**who, kind=SanctionKind.SUSPEND, start=date(2026, 5, 11),
                                                         end=date(2026, 5, 20), warnings=2))
        work_through(insured, date(2026, 6, 20))
        held = benefits(insured)["2026-05"]

        insured.deliver(SanctionLifted(**who, lifted_on=date(2026, 6, 20), end=date(2026, 5, 20), back_pay=True))
        work_through(insured, date(2026, 7, 16))

        assert (held, benefits(insured)["2026-05"]) == ("2080.00", "3360.00")
        assert payments(insured)[-1] == ("2026-07-16", "4800.00")  # June 22 days and the 1,280.00 of May

    def test_pays_the_days_of_a_stop_that_was_taken_back(self, insured: Service) -> None:
        who = {"absence_number": "V-1", "employee_id": ANNA, "employer_id": "employer-1", "sanction_id": "s-1"}
        insured.deliver(filed(state()), SanctionNotified(**who, kind=SanctionKind.STOP, start=date(2026, 5, 11),
                                                         end=date(2026, 5, 20), warnings=2))
        work_through(insured, date(2026, 6, 20))

        insured.deliver(SanctionLifted(**who, lifted_on=date(2026, 6, 20), end=date(2026, 5, 10), back_pay=False))
        work_through(insured, date(2026, 7, 16))

        assert benefits(insured)["2026-05"] == "3360.00"
        assert payments(insured)[-1] == ("2026-07-16", "4800.00")

    @pytest.mark.requirement("R-112")
    def test_reclaims_payments_for_days_of_a_later_reported_sanction(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 6, 20))
        before = benefits(insured)["2026-05"]

        insured.deliver(SanctionNotified(absence_number="V-1", employee_id=ANNA, employer_id="employer-1", sanction_id="s-1",
                                         kind=SanctionKind.STOP, start=date(2026, 5, 11), end=date(2026, 5, 20), warnings=2))
        work_through(insured, date(2026, 7, 16))

        assert (before, benefits(insured)["2026-05"]) == ("3360.00", "2080.00")
        assert payments(insured)[-1] == ("2026-07-16", "2240.00")  # June 3,520.00 less the 1,280.00 of eight days in May

    def test_what_comes_after_the_cut_off_goes_into_the_next_run(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 7, 14))  # the cut-off of June was Monday 13 July

        insured.deliver(corrected(state(sequence=2, mutations=(half(date(2026, 6, 15), date(2026, 7, 14)),))))
        work_through(insured, date(2026, 7, 16))

        assert payments(insured)[-1] == ("2026-07-16", "3520.00")


class TestClaims:
    @pytest.mark.requirement("R-063")
    def test_opens_a_claim_for_every_report_and_rejects_what_is_not_insured(self, insured: Service) -> None:
        before_the_policy = state("V-2", first=date(2019, 3, 4))

        insured.deliver(filed(state()), employee("carl"), filed(before_the_policy, "carl"))

        assert [e.absence_number for e in insured.published(ClaimOpened)] == ["V-1"]
        assert [e.reason for e in insured.published(ClaimRejected)] == ["NO_COVER_ON_FIRST_SICK_DAY"]

    def test_judges_a_claim_once_its_policy_is_known(self, claims: Service) -> None:
        claims.deliver(employee(), filed(state()))

        claims.deliver(policy())

        assert [e.absence_number for e in claims.published(ClaimOpened)] == ["V-1"]

    def test_opens_one_recourse_file_for_repeated_answers_yes(self, insured: Service) -> None:
        insured.deliver(filed(state(third_party=ThirdParty.YES)), corrected(state(sequence=2, third_party=ThirdParty.YES)))

        (opened,) = insured.published(RecourseOpened)
        assert opened.contact_due_on == date(2026, 3, 9)

    def test_the_same_event_twice_changes_nothing(self, insured: Service) -> None:
        event = filed(state())
        insured.deliver(event, event)

        assert len(insured.published(ClaimOpened)) == 1

    def test_a_withdrawn_report_is_worth_nothing(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 4, 1))

        insured.deliver(corrected(state(sequence=2, status=AbsenceStatus.CANCELLED)))

        assert benefits(insured) == {}


class TestAccess:
    def test_hides_another_employers_claims(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 4, 20))

        other = {"rights": READ, "employer_id": OTHER_EMPLOYER}
        assert insured.get("/v1/claims/V-1", **other).status_code == 404
        assert insured.get("/v1/benefits", **other).json["items"] == []
        assert insured.get("/v1/payments", **other).json["items"] == []

    def test_gives_the_payment_file_to_claims_staff_only(self, insured: Service) -> None:
        assert insured.get("/v1/payment-runs", rights=READ).status_code == 403


class TestComingPayments:
    def test_estimates_the_month_once_the_one_before_is_paid(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 4, 19))
        before_pay_date = insured.get("/v1/coming-payments", rights=READ).json["items"]

        work_through(insured, date(2026, 4, 21))

        (after,) = insured.get("/v1/coming-payments", rights=READ).json["items"]
        total = insured.get("/v1/coming-payments/total", rights=READ).json
        assert [(p["pay_on"], p["amount"], p["is_estimate"]) for p in before_pay_date] == [("2026-04-20", "1920.00", False)]
        assert (after["pay_on"], after["amount"], after["is_estimate"]) == ("2026-05-20", "3520.00", True)
        assert total == {"pay_on": "2026-05-20", "amount": "3520.00", "count": 1, "is_estimate": True}

    @pytest.mark.parametrize("through", [date(2026, 4, 19), date(2026, 4, 21)], ids=["calculated", "estimated"])
    def test_are_added_up_for_the_employer(self, insured: Service, through: date) -> None:
        other = {"employer_id": OTHER_EMPLOYER, "policy_number": "P-2"}
        for number in range(3):
            insured.deliver(employee(f"e-{number:02d}"), filed(state(f"V-{number:02d}"), f"e-{number:02d}"))
        insured.deliver(employee("e-77", **other), filed(state("V-77"), "e-77", **other))
        work_through(insured, through)

        total = insured.get("/v1/coming-payments/total", rights=READ).json
        listed = insured.get("/v1/coming-payments", rights=READ).json["items"]

        assert (total["count"], Decimal(total["amount"])) == (3, sum(Decimal(one["amount"]) for one in listed))
        assert {(one["pay_on"], one["is_estimate"]) for one in listed} == {(total["pay_on"], total["is_estimate"])}

    def test_of_nobody_are_zero(self, insured: Service) -> None:
        insured.set_today(date(2026, 4, 19))

        assert insured.get("/v1/coming-payments/total", rights=READ).json == {
            "pay_on": "2026-04-20", "amount": "0.00", "count": 0, "is_estimate": False}

    def test_counts_what_was_paid_too_much(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 7, 20))

        insured.deliver(corrected(state(sequence=2, mutations=(half(date(2026, 6, 15), date(2026, 7, 20)),))))

        assert [p["amount"] for p in insured.get("/v1/coming-payments", rights=READ).json["items"]] == ["880.00"]
        assert insured.get("/v1/coming-payments/total", rights=READ).json["amount"] == "880.00"

    def test_includes_a_case_that_ended_in_this_month(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 4, 21))

        insured.deliver(corrected(state(sequence=2, recovered_on=date(2026, 4, 15), status=AbsenceStatus.RECOVERED)))

        (coming,) = insured.get("/v1/coming-payments", rights=READ).json["items"]
        assert (coming["amount"], coming["pay_on"], coming["is_estimate"]) == ("1600.00", "2026-05-20", True)


class TestThePayDateOfAMonth:
    def test_is_that_of_the_run_that_pays_what_was_calculated_late(self, insured: Service) -> None:
        insured.set_today(date(2026, 11, 28))

        insured.deliver(filed(state(first=date(2026, 9, 14), reported_on=date(2026, 11, 28))))
        planned = [(b["month"], b["pay_on"]) for b in insured.get("/v1/benefits", rights=READ).json["items"]]
        work_through(insured, date(2026, 12, 16))

        paid = {month: payment["pay_on"] for payment in insured.get("/v1/payments", rights=READ).json["items"]
                for month in payment["for_months"]}
        assert planned == [("2026-09", "2026-12-16"), ("2026-10", "2026-12-16")]
        assert paid == {"2026-09": "2026-12-16", "2026-10": "2026-12-16", "2026-11": "2026-12-16"}

    def test_stays_that_of_the_run_that_paid_it(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 7, 20))

        insured.deliver(corrected(state(sequence=2, mutations=(half(date(2026, 6, 15), date(2026, 7, 20)),))))

        june = insured.get("/v1/benefits", query_string={"month": "2026-06"}, rights=READ).json["items"][0]
        assert (june["pay_on"], june["status"], june["total"]) == ("2026-07-16", "PAID", "2560.00")
