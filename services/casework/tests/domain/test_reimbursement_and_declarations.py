"""Re-integration costs: who decides, the three conditions, what is reimbursed, and declarations."""
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from services.casework.domain.costs.activity import (
    TRANSITIONS,
    Activity,
    ActivityCannotMove,
    ActivityStatus,
    Author,
    Goal,
    NoPriorNotice,
    announce,
    approve,
    finish,
    refuse,
    start,
)
from services.casework.domain.costs.declaration import (
    DeclarationCannotMove,
    DeclarationStatus,
    DuplicateInvoice,
    Invoice,
    check_invoices,
    decide,
    payment_due_on,
    submission_due_on,
)
from services.casework.domain.costs.mandate import Decider, MandateExceeded
from services.casework.domain.costs.reimbursement import full_reimbursement, reimbursable, reimbursed_amount

START = date(2026, 9, 1)
ACTIVITY = Activity(
    goal=Goal.RESTORE_WORK_CAPACITY, estimated_cost=Decimal("1210.00"), decider=Decider.CASEMANAGER, starts_on=START,
    status=ActivityStatus.PROPOSED, advised_by=Author.COMPANY_DOCTOR, advised_on=START, approved_on=START,
    announced_amount=Decimal("1210.00"))
DEAR = replace(ACTIVITY, decider=Decider.VRA, status=ActivityStatus.AWAITING_VRA, approved_on=None)


def invoice_of(received_on: date, number: str = "1", **changes: object) -> Invoice:
    invoice = Invoice(supplier="s", number=number, received_on=received_on, paid_on=received_on, total=Decimal("121.00"),
                      file_id=number)
    return replace(invoice, **changes)  # type: ignore[arg-type]


class TestDecision:
    def test_above_the_mandate_is_of_vra_and_confirmed_by_the_casemanager_one_time(self):
        with pytest.raises(MandateExceeded):
            approve(DEAR, on=START, by_vra=False)

        approved = approve(DEAR, on=START, by_vra=True)
        confirmed = approve(approved, on=START, by_vra=False)

        assert (confirmed.status, confirmed.vra_approved_on, confirmed.approved_on) == (ActivityStatus.APPROVED, START, START)
        with pytest.raises(ActivityCannotMove):
            approve(confirmed, on=START, by_vra=False)

    def test_within_the_mandate_is_not_of_vra(self):
        for act in (lambda: approve(ACTIVITY, on=START, by_vra=True), lambda: refuse(ACTIVITY, by_vra=True)):
            with pytest.raises(ActivityCannotMove):
                act()

    @pytest.mark.parametrize("status", list(ActivityStatus))
    def test_leaves_no_way_around_the_table(self, status):
        """Each act moves along the table or is refused."""
        activity = replace(ACTIVITY, status=status, announced_on=START)
        acts = [lambda: approve(activity, on=START, by_vra=False), lambda: refuse(activity, by_vra=False),
                lambda: start(activity, on=START), lambda: finish(activity, on=START),
                lambda: announce(activity, reimbursed=True, amount=Decimal("1.00"), on=START)]
        reached = set()
        for act in acts:
            try:
                reached.add(act().status)
            except ActivityCannotMove:
                continue

        assert reached == TRANSITIONS[status] - ({ActivityStatus.NOTIFIED} if status is ActivityStatus.REFUSED else set())

    def test_comes_with_a_notice_before_the_start(self):
        with pytest.raises(NoPriorNotice):
            start(replace(ACTIVITY, status=ActivityStatus.APPROVED), on=START)


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

    @pytest.mark.parametrize(("author", "offset", "advised"), [
        (Author.COMPANY_DOCTOR, 0, True), (Author.LABOUR_EXPERT, 0, True), (Author.ABSENCE_CONSULTANT, 0, False),
        (Author.CASEMANAGER, 0, False), (Author.COMPANY_DOCTOR, 1, False)])
    def test_rests_on_an_advice_of_doctor_or_labour_expert_before_the_start(self, author, offset, advised):
        activity = replace(ACTIVITY, advised_by=author, advised_on=START + timedelta(days=offset))

        assert full_reimbursement(activity).is_advised is advised

    def test_is_judged_on_the_actual_start_if_that_was_earlier(self):
        earlier = replace(ACTIVITY, started_on=START - timedelta(days=1))

        assert full_reimbursement(ACTIVITY).holds
        assert not full_reimbursement(earlier).holds

    def test_above_the_mandate_is_approved_by_vra(self):
        dear = replace(DEAR, approved_on=START)

        assert not full_reimbursement(dear).is_approved
        assert full_reimbursement(replace(dear, vra_approved_on=START)).is_approved

    @pytest.mark.parametrize(("invoiced", "before", "paid"), [
        ("1300.00", "0.00", "1210.00"), ("1210.00", "0.00", "1210.00"), ("900.00", "0.00", "900.00"),
        ("900.00", "400.00", "810.00"), ("900.00", "1210.00", "0.00"), ("900.00", "1300.00", "0.00")])
    def test_pays_the_announced_amount_at_most(self, invoiced, before, paid):
        assert reimbursed_amount(ACTIVITY, Decimal(invoiced), declared_before=Decimal(before)) == Decimal(paid)

    def test_leaves_out_vat_that_the_employer_can_deduct(self):
        invoices = [invoice_of(START), invoice_of(START, "2", vat=Decimal("9.00"))]

        assert reimbursable(invoices, vat_deductible=False) == Decimal("242.00")
        assert reimbursable(invoices, vat_deductible=True) == Decimal("212.00")


class TestDeclaration:
    @pytest.mark.parametrize(("received_on", "due_on"), [
        (date(2026, 9, 15), date(2026, 10, 15)), (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 3, 31), date(2026, 4, 30))])
    def test_is_due_a_month_after_the_invoice_came(self, received_on, due_on):
        assert submission_due_on([invoice_of(received_on)]) == due_on

    def test_of_a_bundle_is_due_by_the_earliest_invoice(self):
        bundle = [invoice_of(date(2026, 9, 20), "2"), invoice_of(date(2026, 9, 15))]

        assert submission_due_on(bundle) == date(2026, 10, 15)

    @pytest.mark.parametrize("status", [DeclarationStatus.SUBMITTED, DeclarationStatus.ACCEPTED, DeclarationStatus.REJECTED,
                                        DeclarationStatus.PAID])
    def test_is_decided_once(self, status):
        with pytest.raises(DeclarationCannotMove):
            decide(status, accept=True, by_vra=True, reason="x")

    def test_is_paid_within_a_month_of_being_complete(self):
        assert payment_due_on(date(2026, 1, 31)) == date(2026, 2, 28)

    @pytest.mark.parametrize("doubled", [
        [invoice_of(START), invoice_of(START, file_id="2")], [invoice_of(START), invoice_of(START, "2", file_id="1")]],
        ids=["number", "file"])
    def test_does_not_contain_an_invoice_twice(self, doubled):
        with pytest.raises(DuplicateInvoice):
            check_invoices(doubled, submitted_on=START)
