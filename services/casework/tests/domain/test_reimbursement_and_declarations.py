"""Re-integration costs: mandate, the three conditions, declarations and notices to VRA."""
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from services.casework.domain.costs.declaration import (
    DeclarationCannotMove,
    DeclarationRefused,
    DeclarationStatus,
    DuplicateInvoice,
    Invoice,
    check_declaration,
    decide,
    intake_status,
    payment_due_on,
    submission_due_on,
)
from services.casework.domain.costs.mandate import MandateExceeded
from services.casework.domain.costs.reimbursement import (
    Activity,
    ActivityCannotMove,
    ActivityKind,
    ActivityStatus,
    Approval,
    ApprovalIncomplete,
    Author,
    Consulted,
    Goal,
    NoPriorNotice,
    approve,
    check_approval,
    full_reimbursement,
    move,
    reimbursed_amount,
)

START = date(2026, 9, 1)

ACTIVITY = Activity(kind=ActivityKind.SOCIAL_WORK, goal=Goal.RESTORE_WORK_CAPACITY, estimated_cost=Decimal("1210.00"),
                    starts_on=START, advised_by=Author.COMPANY_DOCTOR, advised_on=START, approved_on=START,
                    announced_amount=Decimal("1210.00"))
APPROVAL = Approval(deliberation_id="d", consulted=frozenset(
    {Consulted.COMPANY_DOCTOR, Consulted.EMPLOYER, Consulted.EMPLOYEE}),
    expected_benefit=Decimal("5000.00"), expected_cost=Decimal("1210.00"))


class TestMandate:
    @pytest.mark.parametrize(("cost", "within"), [("1500.00", True), ("1500.01", False)])
    def test_holds_up_to_the_limit_itself(self, cost, within):
        activity = replace(ACTIVITY, estimated_cost=Decimal(cost))

        if within:
            assert approve(activity, APPROVAL, on=START).status is ActivityStatus.APPROVED
        else:
            with pytest.raises(MandateExceeded, match=r"mandate\.exceeded"):
                approve(activity, APPROVAL, on=START)

    def test_is_passed_with_the_approval_of_vra(self):
        waiting = replace(ACTIVITY, estimated_cost=Decimal("1500.01"), status=ActivityStatus.AWAITING_VRA)

        assert approve(waiting, APPROVAL, on=START, vra_approved_on=START).vra_approved_on == START


class TestFullReimbursement:
    @pytest.mark.parametrize(("restores", "advised", "approved"), list(product([True, False], repeat=3)))
    def test_asks_all_three_conditions(self, restores, advised, approved):
        activity = replace(
            ACTIVITY, goal=Goal.RESTORE_WORK_CAPACITY if restores else Goal.OTHER,
            advised_by=Author.COMPANY_DOCTOR if advised else Author.ABSENCE_CONSULTANT,
            approved_on=START if approved else None)

        found = full_reimbursement(activity)

        assert (found.restores_work_capacity, found.is_advised, found.is_approved) == (restores, advised, approved)
        assert found.holds is (restores and advised and approved)
        assert reimbursed_amount(activity, Decimal("1000.00")) == (Decimal("1000.00") if found.holds else 0)

    def test_is_for_restoring_work_capacity(self):
        assert not full_reimbursement(replace(ACTIVITY, goal=Goal.OTHER)).restores_work_capacity

    @pytest.mark.parametrize(("author", "offset", "advised"), [
        (Author.COMPANY_DOCTOR, 0, True), (Author.LABOUR_EXPERT, 0, True), (Author.ABSENCE_CONSULTANT, 0, False),
        (Author.CASEMANAGER, 0, False), (Author.COMPANY_DOCTOR, 1, False)])
    def test_rests_on_an_advice_of_doctor_or_labour_expert_before_the_start(self, author, offset, advised):
        activity = replace(ACTIVITY, advised_by=author, advised_on=START + timedelta(days=offset))

        assert full_reimbursement(activity).is_advised is advised

    @pytest.mark.parametrize(("offset", "approved"), [(0, True), (1, False)])
    def test_is_approved_on_the_start_date_at_the_latest(self, offset, approved):
        assert full_reimbursement(
            replace(ACTIVITY, approved_on=START + timedelta(days=offset))).is_approved is approved

    def test_above_the_mandate_is_approved_by_vra_too(self):
        dear = replace(ACTIVITY, estimated_cost=Decimal("1500.01"))

        assert not full_reimbursement(dear).is_approved
        assert full_reimbursement(replace(dear, vra_approved_on=START)).is_approved

    @pytest.mark.parametrize(("invoiced", "paid"), [("1300.00", "1210.00"), ("1210.00", "1210.00"), ("900.00", "900.00")])
    def test_pays_the_announced_amount_at_most(self, invoiced, paid):
        assert reimbursed_amount(ACTIVITY, Decimal(invoiced)) == Decimal(paid)

    def test_pays_nothing_that_was_not_announced(self):
        with pytest.raises(ApprovalIncomplete, match=r"activity\.not_announced"):
            reimbursed_amount(replace(ACTIVITY, announced_amount=None), Decimal("1.00"))


class TestApproval:
    @pytest.mark.parametrize("changes", [
        {"deliberation_id": None},
        {"consulted": frozenset({Consulted.EMPLOYER, Consulted.EMPLOYEE})},
        {"consulted": frozenset({Consulted.LABOUR_EXPERT, Consulted.EMPLOYER})},
        {"consulted": frozenset({Consulted.LABOUR_EXPERT, Consulted.EMPLOYEE})},
        {"expected_benefit": None}, {"expected_cost": None}, {"expected_cost": Decimal("5000.01")},
    ], ids=["no deliberation", "no professional", "no employee", "no employer", "no benefit", "no cost",
            "dearer than its benefit"])
    def test_is_refused_when_incomplete(self, changes):
        with pytest.raises(ApprovalIncomplete):
            check_approval(replace(APPROVAL, **changes))

    def test_dearer_than_its_benefit_needs_a_motivation(self):
        check_approval(replace(APPROVAL, expected_cost=Decimal("5000.01"), motivation_id="m"))


class TestActivity:
    def test_starts_only_after_the_employer_was_informed(self):
        approved = replace(ACTIVITY, status=ActivityStatus.APPROVED)

        with pytest.raises(NoPriorNotice, match=r"activity\.no_prior_notice"):
            move(approved, ActivityStatus.STARTED)
        assert move(move(approved, ActivityStatus.NOTIFIED), ActivityStatus.STARTED).status is ActivityStatus.STARTED

    def test_does_not_skip_a_step(self):
        with pytest.raises(ActivityCannotMove):
            move(ACTIVITY, ActivityStatus.FINISHED)

    def test_has_the_four_kinds_of_the_manual_and_others(self):
        assert set(ActivityKind) == {"SOCIAL_WORK", "PSYCHOLOGICAL_CARE", "MUSCULOSKELETAL_TREATMENT", "REDEPLOYMENT",
                                     "OTHER"}


def invoice_of(received_on: date, number: str = "1", paid_on: date | None = date(2026, 1, 1)) -> Invoice:
    return Invoice(supplier="s", number=number, received_on=received_on, paid_on=paid_on, total=Decimal("100.00"))


class TestDeclaration:
    @pytest.mark.parametrize(("received_on", "due_on"), [
        (date(2026, 9, 15), date(2026, 10, 15)), (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 3, 31), date(2026, 4, 30))])
    def test_is_due_a_month_after_the_invoice_came(self, received_on, due_on):
        assert submission_due_on([invoice_of(received_on)]) == due_on

    def test_of_a_bundle_is_due_by_the_earliest_invoice(self):
        bundle = [invoice_of(date(2026, 9, 20), "2"), invoice_of(date(2026, 9, 15))]

        assert submission_due_on(bundle) == date(2026, 10, 15)

    @pytest.mark.parametrize(("submitted_on", "status"), [
        (date(2026, 10, 15), DeclarationStatus.CHECKED), (date(2026, 10, 16), DeclarationStatus.LATE)])
    def test_is_late_after_that(self, submitted_on, status):
        assert intake_status([invoice_of(date(2026, 9, 15))], submitted_on=submitted_on) is status

    def test_that_is_late_only_vra_accepts_with_a_reason(self):
        late = DeclarationStatus.LATE

        for by_vra, reason in ((False, "HOSPITAL"), (True, None)):
            with pytest.raises(DeclarationRefused, match=r"declaration\.late"):
                decide(late, accept=True, by_vra=by_vra, override_reason=reason)
        assert decide(late, accept=True, by_vra=True, override_reason="HOSPITAL") is DeclarationStatus.ACCEPTED
        assert decide(late, accept=False) is DeclarationStatus.REJECTED

    def test_is_decided_once(self):
        with pytest.raises(DeclarationCannotMove):
            decide(DeclarationStatus.REJECTED, accept=True)

    def test_is_paid_within_a_month_of_being_complete(self):
        assert payment_due_on(date(2026, 1, 31)) == date(2026, 2, 28)

    @pytest.mark.parametrize("paid_on", [None, date(2026, 10, 2)], ids=["unpaid", "paid later"])
    def test_is_refused_before_the_invoice_was_paid(self, paid_on):
        with pytest.raises(DeclarationRefused, match=r"declaration\.invoice_unpaid"):
            check_declaration([invoice_of(START, paid_on=paid_on)], submitted_on=date(2026, 10, 1), form_complete=True)

    def test_is_accepted_on_the_day_of_payment(self):
        check_declaration([invoice_of(START, paid_on=START)], submitted_on=START, form_complete=True)

    def test_is_refused_for_an_invoice_declared_before(self):
        for invoices, before in (([invoice_of(START)], frozenset({("s", "1")})), ([invoice_of(START)] * 2, frozenset())):
            with pytest.raises(DuplicateInvoice, match=r"declaration\.duplicate_invoice"):
                check_declaration(invoices, submitted_on=START, form_complete=True, declared_before=before)

    def test_needs_an_invoice_and_a_form(self):
        for invoices, form in (([], True), ([invoice_of(START)], False)):
            with pytest.raises(DeclarationRefused):
                check_declaration(invoices, submitted_on=START, form_complete=form)
