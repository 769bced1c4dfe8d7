"""Prepare the payment run of a month: what each employer is owed, less what was paid too much (§3.5, §3.9)."""
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain

from sqlalchemy import func, select

from services.claims import publishing, store
from services.claims.domain.payments.correction import Debt, Delta, Settlement, is_out_of_reach, settle
from services.claims.domain.payments.payday import pay_date
from services.claims.domain.payments.states import DebtStatus, RunStatus
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.messaging.outbox import publish


def prepare_run(session: Session, *, month: Month) -> store.PaymentRun | None:
    """Book the differences of all cases and write down the payments; once per month.

    :returns: the run, or None if it stands already
    """
    run_id = f"RUN-{month}"
    if session.get(store.PaymentRun, run_id) is not None:
        return None
    run = store.PaymentRun(run_id=run_id, month=str(month), pay_on=pay_date(month), status=RunStatus.PREPARED,
                           prepared_at=session.clock.now(), paid_at=None, file=None)
    session.add(run)
    session.flush()
    deltas = _deltas(session, month)
    debts = _open_debts(session)
    for policy_number in sorted(deltas.keys() | debts.keys()):
        _settle_policy(session, run, policy_number, deltas.get(policy_number, []), debts.get(policy_number, []))
    return run


def _deltas(session: Session, through: Month) -> dict[str, list[Delta]]:
    """Per policy what its cases are now worth more or less than booked, up to and including the month."""
    booked = (select(store.Booking.composite_id, store.Booking.month, func.sum(store.Booking.amount).label("amount"))
              .group_by(store.Booking.composite_id, store.Booking.month).subquery())
    query = (select(store.Benefit, booked.c.amount)
             .outerjoin(booked, (booked.c.composite_id == store.Benefit.composite_id)
                        & (booked.c.month == store.Benefit.month))
             .where(store.Benefit.is_latest, store.Benefit.month <= str(through))
             .order_by(store.Benefit.composite_id, store.Benefit.month))
    today = session.clock.today()
    found: dict[str, list[Delta]] = defaultdict(list)
    for benefit, amount in session.execute(query):
        month = Month.parse(benefit.month)
        difference = benefit.total - _euros(amount)
        if difference and not is_out_of_reach(month, today=today):
            found[benefit.policy_number].append(Delta(benefit.composite_id, month, difference))
    return found


def _euros(amount: Decimal | None) -> Decimal:
    return amount if amount is not None else ZERO


def _open_debts(session: Session) -> dict[str, list[store.Debt]]:
    found: dict[str, list[store.Debt]] = defaultdict(list)
    for debt in session.scalars(select(store.Debt).where(store.Debt.status == DebtStatus.OPEN).order_by(store.Debt.debt_id)):
        found[debt.policy_number].append(debt)
    return found


def _settle_policy(session: Session, run: store.PaymentRun, policy_number: str, deltas: list[Delta],
                   debts: list[store.Debt]) -> None:
    newest = store.policy_versions(session, policy_number)[-1]
    ended = newest.valid_until is not None and newest.valid_until < session.clock.today()
    standing = [Debt(d.composite_id, Month.parse(d.month), d.amount, d.runs) for d in debts]
    settlement = settle(deltas, standing, policy_ended=ended)
    for delta in settlement.deltas:
        session.add(store.Booking(run_id=run.run_id, composite_id=delta.claim, month=str(delta.month),
                                  policy_number=policy_number, amount=delta.amount))
    for debt in debts:
        debt.status = DebtStatus.SETTLED
    _keep_debts(session, newest, chain(((debt, DebtStatus.OPEN) for debt in settlement.debts),
                                       ((debt, DebtStatus.INVOICED) for debt in settlement.invoiced)))
    for claim, amount in sorted(settlement.paid_by_claim.items()):
        _pay(session, run, newest, settlement, claim, amount)
    session.flush()


def _keep_debts(session: Session, policy: store.PolicyVersion, debts: Iterable[tuple[Debt, DebtStatus]]) -> None:
    for debt, status in debts:
        row = store.Debt(
            debt_id=new_id(), policy_number=policy.policy_number, employer_id=policy.employer_id,
            composite_id=debt.claim, month=str(debt.month), amount=debt.amount, runs=debt.runs, status=status)
        session.add(row)
        if status is DebtStatus.INVOICED:
            publish(session, publishing.debt_created(row))


def _pay(session: Session, run: store.PaymentRun, policy: store.PolicyVersion, settlement: Settlement, claim: str,
         amount: Decimal) -> None:
    months = [str(d.month) for d in settlement.deltas if d.claim == claim and d.amount > 0]
    kept = sum((s.amount for s in settlement.set_offs if s.against.claim == claim), ZERO)
    member = session.scalars(select(store.Absence).where(store.Absence.composite_id == claim).limit(1)).one()
    number = session.scalar(store.payment_numbers.next_value())
    session.add(store.Payment(
        payment_reference=f"UIT-{run.month}-{number:06d}", run_id=run.run_id, policy_number=policy.policy_number,
        employer_id=policy.employer_id, employee_id=member.employee_id, composite_id=claim, amount=amount,
        pay_on=run.pay_on, months=[store.PaymentMonth(month=month) for month in months], set_off=kept, status=RunStatus.PREPARED))
