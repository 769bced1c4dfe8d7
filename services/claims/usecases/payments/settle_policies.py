"""Settle policies in a payment run: book the amount due to each employer, less overpayments (§3.5, §3.9)."""
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select, union

from services.claims import publishing, store
from services.claims.domain.payments.correction import Debt, Delta, Settlement, is_out_of_reach, settle
from services.claims.domain.payments.states import DebtStatus, RunStatus, TransferStatus
from services.claims.store.claim.month_claims import is_approved
from services.claims.usecases.payments.open_run import run_id_of
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.messaging.outbox import publish
from shared.payments.identifiers import payment_id


@dataclass
class Account:
    """The open amounts of one policy.

    :ivar employees: employee id by case
    :ivar versions: version of the calculation by case and month
    """

    policy: store.PolicyVersion
    deltas: list[Delta] = field(default_factory=list)
    debts: list[store.Debt] = field(default_factory=list)
    employees: dict[str, str] = field(default_factory=dict)
    versions: dict[tuple[str, Month], int] = field(default_factory=dict)


def list_policies_to_settle(session: Session, day: date) -> list[str]:
    """The policies with a difference or an open debt, on the date on which the run of the preceding month is prepared."""
    month = Month.of(day).previous()
    run = session.get(store.PaymentRun, run_id_of(month))
    if run is None or run.prepared_for != day:
        return []
    booked = _booked()
    changed = _differences(select(store.Benefit.policy_number), month, booked)
    owing = select(store.Debt.policy_number).where(store.Debt.status == DebtStatus.OPEN)
    return list(session.scalars(union(changed, owing)))


def settle_policies(session: Session, *, policy_numbers: Collection[str], month: Month) -> None:
    """Book the differences of the policies and record the payments, once per policy and run.

    The number of statements does not depend on the number of policies or cases.
    """
    run = session.get_one(store.PaymentRun, run_id_of(month))
    settled = set(session.scalars(select(store.Transfer.policy_number).where(
        store.Transfer.run_id == run.run_id, store.Transfer.policy_number.in_(policy_numbers))))
    accounts = _accounts(session, set(policy_numbers) - settled, month)
    payments = [payment for number in sorted(accounts) for payment in _settle(session, run, accounts[number])]
    for payment, number in zip(payments, store.take_payment_numbers(session, len(payments)), strict=True):
        payment.payment_reference = f"UIT-{run.month}-{number:06d}"
    session.add_all(payments)


def _accounts(session: Session, policy_numbers: Collection[str], month: Month) -> dict[str, Account]:
    versions = store.list_policy_versions(session, policy_numbers)
    accounts = {number: Account(versions[number][-1]) for number in policy_numbers}
    booked, today = _booked(), session.clock.today()
    query = _differences(select(store.Benefit, booked.c.amount), month, booked)
    rows = session.execute(query.where(store.Benefit.policy_number.in_(policy_numbers))
                           .order_by(store.Benefit.composite_id, store.Benefit.month))
    benefit: store.Benefit
    for benefit, amount in rows:
        account, of = accounts[benefit.policy_number], Month.parse(benefit.month)
        if not is_out_of_reach(of, today=today):
            account.deltas.append(Delta(benefit.composite_id, of, benefit.total - (ZERO if amount is None else amount)))
            account.employees[benefit.composite_id] = benefit.employee_id
            account.versions[benefit.composite_id, of] = benefit.version
    debts = select(store.Debt).where(store.Debt.status == DebtStatus.OPEN, store.Debt.policy_number.in_(policy_numbers))
    for debt in session.scalars(debts.order_by(store.Debt.debt_id)):
        accounts[debt.policy_number].debts.append(debt)
    return accounts


def _booked() -> Subquery:
    return (select(store.Booking.composite_id, store.Booking.month, func.sum(store.Booking.amount).label("amount"))
            .group_by(store.Booking.composite_id, store.Booking.month).subquery())


def _differences(query: Select[*tuple[Any, ...]], month: Month, booked: Subquery) -> Select[*tuple[Any, ...]]:
    """Limit a query to the approved latest calculations, up to and including the month, that differ from the booked amount."""
    is_same: ColumnElement[bool] = ((booked.c.composite_id == store.Benefit.composite_id)
                                    & (booked.c.month == store.Benefit.month))
    return query.select_from(store.Benefit).outerjoin(booked, is_same).where(
        store.Benefit.is_latest, store.Benefit.month <= str(month), is_approved(),
        store.Benefit.total != func.coalesce(booked.c.amount, ZERO))


def _settle(session: Session, run: store.PaymentRun, account: Account) -> list[store.Payment]:
    policy = account.policy
    ended = policy.valid_until is not None and policy.valid_until < session.clock.today()
    standing = [Debt(d.composite_id, Month.parse(d.month), d.amount, d.runs) for d in account.debts]
    settlement = settle(account.deltas, standing, policy_ended=ended)
    session.add_all(store.Booking(run_id=run.run_id, composite_id=delta.claim, month=str(delta.month),
                                  policy_number=policy.policy_number, amount=delta.amount,
                                  version=account.versions[delta.claim, delta.month]) for delta in settlement.deltas)
    for debt in account.debts:
        debt.status = DebtStatus.SETTLED
    _keep_debts(session, policy, chain(((debt, DebtStatus.OPEN) for debt in settlement.debts),
                                       ((debt, DebtStatus.INVOICED) for debt in settlement.invoiced)))
    session.add(store.Transfer(
        run_id=run.run_id, policy_number=policy.policy_number, employer_id=policy.employer_id, amount=settlement.paid,
        reference=payment_id(run.run_id, policy.policy_number),
        status=TransferStatus.PREPARED if settlement.paid else TransferStatus.NOTHING_DUE))
    return [_payment(run, account, settlement, claim, amount)
            for claim, amount in sorted(settlement.paid_by_claim.items())]


def _keep_debts(session: Session, policy: store.PolicyVersion, debts: Iterable[tuple[Debt, DebtStatus]]) -> None:
    for debt, status in debts:
        row = store.Debt(
            debt_id=new_id(), policy_number=policy.policy_number, employer_id=policy.employer_id,
            composite_id=debt.claim, month=str(debt.month), amount=debt.amount, runs=debt.runs, status=status)
        session.add(row)
        if status is DebtStatus.INVOICED:
            publish(session, publishing.debt_created(row))


def _payment(run: store.PaymentRun, account: Account, settlement: Settlement, claim: str,
             amount: Decimal) -> store.Payment:
    months = [str(d.month) for d in settlement.deltas if d.claim == claim and d.amount > 0]
    kept = sum((s.amount for s in settlement.set_offs if s.against.claim == claim), ZERO)
    return store.Payment(
        run_id=run.run_id, policy_number=account.policy.policy_number, employer_id=account.policy.employer_id,
        employee_id=account.employees[claim], composite_id=claim, amount=amount, pay_on=run.pay_on, set_off=kept,
        status=RunStatus.PREPARED, months=[store.PaymentMonth(month=month) for month in months])
