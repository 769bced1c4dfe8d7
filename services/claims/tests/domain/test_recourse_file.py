"""The states of a recourse file, its limitation, and the examples R-1 to R-6 of domain.md §5.4."""
from decimal import Decimal

import pytest

from services.claims.domain.benefits.benefit import calculate_benefits
from services.claims.domain.recourse.limitation import EventKind, limitation_of
from services.claims.domain.recourse.recourse import (
    ENDED,
    TRANSITIONS,
    ClaimItem,
    ClaimLine,
    NetWageOnly,
    NotYetBarred,
    RecourseStatus,
    Relation,
    TransitionNotAllowed,
    advance,
    bar,
    contact_due_on,
    is_open,
    may_subrogate,
    refuse_gross_wage,
)
from services.claims.domain.recourse.recourse_amounts import (
    MonthLoss,
    Reallocation,
    allocate,
    employer_uninsured,
    motorist_liability_floor,
    recoverable_reintegration,
    recoverable_wage,
)
from services.claims.tests.domain.case_factory import a_case, day, euros
from shared.kernel.month import Month
from shared.kernel.percentage import Percentage
from shared.law import law

S = RecourseStatus
FULL_PAY = MonthLoss(paid_net=euros("2750.00"), lost_net=euros("2750.00"))


class TestRecourseAmounts:
    def test_r1_pays_the_employers_waiting_days_before_the_insurer(self):
        case = a_case(("2026-02-02", "2026-06-01"), annual_wage="46656.00")
        months = calculate_benefits(case, through=Month(2026, 6))
        benefits = sum(benefit.total for benefit in months)
        liability = Percentage.of(75)

        uninsured = employer_uninsured(gross_wage_loss=euros("15194.60"), benefits_paid=benefits)
        wage = recoverable_wage([FULL_PAY] * 4, liability)
        reintegration = recoverable_reintegration(euros("1210.00"), liability)
        shares = allocate(wage=wage, uninsured=uninsured, benefits_paid=benefits, reintegration=reintegration,
                          reintegration_reimbursed=euros("1210.00"))

        assert [benefit.total for benefit in months] == [
            euros("1787.60"), euros("3932.72"), euros("3932.72"), euros("3753.96")]
        assert (benefits, uninsured) == (euros("13407.00"), euros("1787.60"))
        assert (wage, reintegration) == (euros("8250.00"), euros("907.50"))
        assert (shares.employer, shares.insurer) == (euros("1787.60"), euros("7369.90"))

    def test_r2_leaves_the_employee_what_he_lost_himself(self):
        month = MonthLoss(paid_net=euros("2050.00"), lost_net=euros("2750.00"), victim_own=euros("700.00"))

        assert recoverable_wage([month], Percentage.of(100)) == euros("2050.00")

    def test_r4_refuses_gross_wage(self):
        with pytest.raises(NetWageOnly) as refusal:
            refuse_gross_wage([ClaimLine(ClaimItem.GROSS_WAGE, euros("15194.60"))])

        assert refusal.value.code == "recourse.net_only"

    def test_r4_accepts_net_wage_and_costs(self):
        refuse_gross_wage([ClaimLine(ClaimItem.NET_WAGE, euros("11000.00")),
                           ClaimLine(ClaimItem.REINTEGRATION, euros("1210.00"))])

    @pytest.mark.parametrize("relation", [
        Relation.POLICYHOLDER, Relation.CO_INSURED, Relation.PARTNER_OF_EMPLOYER, Relation.DIRECT_RELATIVE_OF_EMPLOYER,
        Relation.COLLEAGUE])
    def test_r5_gives_the_insurer_nothing_from_who_is_close_to_the_employer(self, relation):
        allowed = may_subrogate(relation)

        shares = allocate(wage=euros("1787.60"), uninsured=euros("1787.60"), benefits_paid=euros("13407.00"),
                          subrogation=allowed)

        assert not allowed
        assert (shares.employer, shares.insurer) == (euros("1787.60"), euros("0.00"))

    def test_r5_holds_no_longer_if_the_fault_would_have_barred_the_cover(self):
        assert may_subrogate(Relation.PARTNER_OF_EMPLOYER, fault_bars_cover=True)

    @pytest.mark.parametrize("relation", [Relation.UNRELATED, Relation.RELATIVE_OF_EMPLOYEE])
    def test_r5_protects_neither_strangers_nor_the_family_of_the_employee(self, relation):
        """7:945: the insured is the employer, so the spouse of the employee is no protected person."""
        assert may_subrogate(relation)

    def test_r6_books_the_difference_of_a_reopened_allocation(self):
        before = allocate(wage=euros("8250.00"), uninsured=euros("1787.60"), benefits_paid=euros("13407.00"))
        after = allocate(wage=euros("8250.00"), uninsured=euros("2787.60"), benefits_paid=euros("12407.00"))

        difference = Reallocation(before, after)

        assert advance(S.ALLOCATED, S.PAID) is S.PAID
        assert (difference.employer_difference, difference.insurer_difference) == (euros("1000.00"), euros("-1000.00"))

    def test_gives_what_is_left_after_both_to_the_employer(self):
        shares = allocate(wage=euros("500.00"), uninsured=euros("100.00"), benefits_paid=euros("300.00"))

        assert (shares.employer, shares.insurer) == (euros("200.00"), euros("300.00"))

    @pytest.mark.parametrize(("age", "floor"), [(13, 100), (14, 50)])
    def test_protects_children_under_fourteen_in_full(self, age, floor):
        assert motorist_liability_floor(age).value == Decimal(floor)


class TestLimitation:
    def test_r1_is_five_years_and_three_for_the_motor_insurer(self):
        terms = limitation_of(kind=EventKind.TRAFFIC, event_on=day("2026-02-02"), known_on=day("2026-02-02"))

        assert (terms.claim_until, terms.direct_action_until) == (day("2031-02-02"), day("2029-02-02"))
        assert terms.on == day("2029-02-02")
        assert terms.alarms() == (day("2028-02-02"), day("2028-08-02"), day("2028-11-02"))

    def test_has_one_term_only_outside_traffic(self):
        terms = limitation_of(kind=EventKind.ASSAULT, event_on=day("2026-02-02"), known_on=day("2026-02-20"))

        assert terms.on == day("2031-02-20")

    @pytest.mark.parametrize(("today", "passed"), [("2031-02-20", False), ("2031-02-21", True)])
    def test_counts_its_date_as_the_last_day(self, today, passed):
        terms = limitation_of(kind=EventKind.OTHER, event_on=day("2026-02-02"), known_on=day("2026-02-20"))

        assert terms.has_passed(day(today)) is passed

    @pytest.mark.parametrize(("interrupted_on", "broken_off_on", "claim_until", "direct_until"), [
        ([day("2028-06-01")], [], "2033-06-01", "2031-06-01"),
        ([], [day("2027-03-01")], "2032-03-01", "2030-03-01"),
        ([day("2028-06-01")], [day("2027-03-01")], "2033-06-01", "2031-06-01"),
    ], ids=["a letter to the liable person", "negotiations with the motor insurer broken off", "both"])
    def test_starts_again_for_the_insured_and_the_motor_insurer_alike(self, interrupted_on, broken_off_on, claim_until,
                                                                      direct_until):
        """WAM 10-4 and 10-5."""
        terms = limitation_of(kind=EventKind.TRAFFIC, event_on=day("2026-02-02"), known_on=day("2026-02-02"),
                              interrupted_on=interrupted_on, broken_off_on=broken_off_on)

        assert (terms.claim_until, terms.direct_action_until) == (day(claim_until), day(direct_until))

    def test_counts_the_motor_insurers_term_from_the_accident_and_not_from_knowledge(self):
        terms = limitation_of(kind=EventKind.TRAFFIC, event_on=day("2026-02-02"), known_on=day("2026-05-01"))

        assert (terms.claim_until, terms.direct_action_until) == (day("2031-05-01"), day("2029-02-02"))

    def test_of_an_event_before_a_change_of_law_keeps_its_terms(self):
        with law.amended("damages_limitation", 4, valid_from=day("2026-02-03")), \
                law.amended("motor_insurer_limitation", 2, valid_from=day("2026-02-03")), \
                law.amended("renewed_limitation_maximum", 1, valid_from=day("2026-02-03")):
            before, after = (limitation_of(kind=EventKind.TRAFFIC, event_on=day(on), known_on=day(on))
                             for on in ("2026-02-02", "2026-02-03"))
            renewed = limitation_of(kind=EventKind.OTHER, event_on=day("2026-02-03"), known_on=day("2026-02-03"),
                                    interrupted_on=[day("2030-01-15")])

        assert (before.claim_until, before.direct_action_until) == (day("2031-02-02"), day("2029-02-02"))
        assert (after.claim_until, after.direct_action_until) == (day("2030-02-03"), day("2028-02-03"))
        assert renewed.claim_until == day("2031-01-15")

    def test_does_not_start_again_once_it_has_passed(self):
        terms = limitation_of(kind=EventKind.OTHER, event_on=day("2020-01-01"), known_on=day("2020-01-01"),
                              interrupted_on=[day("2025-01-02")])

        assert terms.claim_until == day("2025-01-01")


class TestRecourseFile:
    @pytest.mark.parametrize("path", [
        [S.SCREENING, S.NO_GROUNDS, S.CLOSED],
        [S.SCREENING, S.CONTACTED, S.LIABILITY_NOTICE_SENT, S.DENIED, S.LITIGATION, S.ACKNOWLEDGED, S.DAMAGE_STATEMENT],
        [S.SCREENING, S.CONTACTED, S.LIABILITY_NOTICE_SENT, S.DENIED, S.REFERRED_LEGAL_AID, S.CLOSED],
        [S.SCREENING, S.CONTACTED, S.LIABILITY_NOTICE_SENT, S.PARTLY_ACKNOWLEDGED, S.DAMAGE_STATEMENT, S.NEGOTIATION,
         S.SETTLED, S.PAID, S.ALLOCATED, S.CLOSED],
    ], ids=["no grounds", "litigation", "legal aid", "recovered"])
    def test_goes_from_report_to_its_end(self, path):
        status = S.REPORTED

        for step in path:
            status = advance(status, step)

        assert status is path[-1]

    @pytest.mark.parametrize(("status", "to"), [
        (S.REPORTED, S.CONTACTED), (S.SCREENING, S.PAID), (S.SETTLED, S.ALLOCATED), (S.CLOSED, S.SCREENING),
        (S.CLOSED, S.WITHDRAWN),
    ])
    def test_refuses_a_step_out_of_order(self, status, to):
        with pytest.raises(TransitionNotAllowed) as refusal:
            advance(status, to)

        assert refusal.value.code == "recourse.transition_not_allowed"

    @pytest.mark.parametrize("status", [status for status in S if is_open(status)])
    def test_can_be_withdrawn_while_it_is_open(self, status):
        assert advance(status, S.WITHDRAWN) is S.WITHDRAWN

    def test_has_a_way_on_from_every_open_state(self):
        assert set(S) - ENDED <= set(TRANSITIONS)

    def test_is_barred_the_day_after_its_limitation(self):
        assert bar(S.CONTACTED, limitation_on=day("2029-02-02"), today=day("2029-02-03")) is S.TIME_BARRED

    def test_is_not_barred_on_the_last_day(self):
        with pytest.raises(NotYetBarred):
            bar(S.CONTACTED, limitation_on=day("2029-02-02"), today=day("2029-02-02"))

    def test_has_the_employer_called_within_five_working_days(self):
        assert contact_due_on(day("2026-04-23")) == day("2026-05-01")
