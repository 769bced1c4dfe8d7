"""Payments of a run that a person looks at, by rule, and what differs from the run before."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, ColumnElement, and_, case, exists, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from services.claims.domain.payments.states import TransferStatus
from services.claims.domain.runs.acts import RunActKind
from services.claims.domain.runs.review import CHANGE_PCT, LARGE_PAYMENT, ReviewReason
from services.claims.store.payments import Booking, Payment, PaymentRun, Transfer
from services.claims.store.runs.accounts import account_of_policy, last_account
from services.claims.store.runs.acts import RunAct
from services.claims.store.runs.control import in_transfer, to_be_filed
from shared.db.session import Session
from shared.kernel.money import ZERO


@dataclass(frozen=True, slots=True)
class Difference:
    """How claims of one kind change the total from the run before, in euros: new, ended, corrected or changed claims."""

    kind: str
    count: int
    amount: Decimal


def previous_run(session: Session, run: PaymentRun) -> PaymentRun | None:
    """The run before this one."""
    return session.scalar(select(PaymentRun).where(PaymentRun.month < run.month).order_by(PaymentRun.month.desc()).limit(1))


def reasons(run: PaymentRun, previous: PaymentRun | None, day: date) -> dict[ReviewReason, ColumnElement[bool]]:
    """Whether a payment with its transfer is to be looked at, by reason."""
    other = aliased(Payment)
    amount, same = type_coerce(Payment.amount, BigInteger), other.composite_id == Payment.composite_id
    before = (select(func.sum(type_coerce(other.amount, BigInteger))).where(same, other.run_id == (previous and previous.run_id))
              .correlate(Payment).scalar_subquery())
    return {
        ReviewReason.FIRST_PAYMENT: ~exists().where(same, other.run_id < run.run_id).correlate(Payment),
        ReviewReason.CHANGED: func.abs(amount - before) * 100 > before * CHANGE_PCT,
        ReviewReason.CORRECTION: or_(Payment.set_off != ZERO, exists().where(
            Booking.run_id == run.run_id, Booking.composite_id == Payment.composite_id, Booking.month != run.month)),
        ReviewReason.LARGE: Payment.amount > LARGE_PAYMENT,
        ReviewReason.NEW_ACCOUNT: last_account(Transfer.policy_number) != account_of_policy(Transfer.policy_number, day),
        ReviewReason.TWICE_IN_MONTH: exists().where(
            same, other.payment_reference != Payment.payment_reference,
            func.date_trunc("month", other.pay_on) == func.date_trunc("month", Payment.pay_on)).correlate(Payment)}


def to_look_at(run: PaymentRun, previous: PaymentRun | None, day: date) -> ColumnElement[bool]:
    """Whether a payment is to be looked at."""
    return or_(*(func.coalesce(reason, False) for reason in reasons(run, previous, day).values()))


def seen() -> ColumnElement[bool]:
    """Whether somebody looked at a payment."""
    return exists().where(RunAct.run_id == Payment.run_id, RunAct.kind == RunActKind.SEEN,
                          RunAct.subject == Payment.payment_reference)


def is_seen(session: Session, run_id: str, payment_reference: str) -> bool:
    """Whether somebody looked at the payment."""
    return bool(session.scalar(select(exists().where(
        RunAct.run_id == run_id, RunAct.kind == RunActKind.SEEN, RunAct.subject == payment_reference))))


def count_unseen(session: Session, run: PaymentRun) -> int:
    """The number of payments to be looked at that nobody saw."""
    wanted = to_look_at(run, previous_run(session, run), session.clock.today())
    return session.scalar(select(func.count()).select_from(Payment).join(Transfer, in_transfer())
                          .where(to_be_filed(run.run_id), wanted, ~seen())) or 0


def differences(session: Session, run: PaymentRun, previous: PaymentRun | None) -> list[Difference]:
    """What makes the total of the run, without payments set aside, another one than that of the run before; each claim once."""
    earlier = and_(Booking.run_id == run.run_id, Booking.composite_id == Payment.composite_id, Booking.month != run.month)
    now = (select(Payment.composite_id, func.sum(Payment.amount).label("amount"),
                  func.bool_or(or_(Payment.set_off != ZERO, exists().where(earlier))).label("corrects"))
           .join(Transfer, in_transfer())
           .where(Payment.run_id == run.run_id, Transfer.status != TransferStatus.SET_ASIDE)
           .group_by(Payment.composite_id).subquery())
    then = (select(Payment.composite_id, func.sum(Payment.amount).label("amount"))
            .where(Payment.run_id == (previous and previous.run_id)).group_by(Payment.composite_id).subquery())
    kind = case((now.c.corrects, "CORRECTED"), (then.c.amount.is_(None), "NEW"), (now.c.amount.is_(None), "ENDED"),
                else_="CHANGED")
    change = func.coalesce(now.c.amount, ZERO) - func.coalesce(then.c.amount, ZERO)
    pairs = select(kind, func.count(), type_coerce(func.sum(change), Payment.amount.type)).select_from(
        now.join(then, now.c.composite_id == then.c.composite_id, full=True)).where(change != ZERO).group_by(kind)
    return [Difference(*row) for row in session.execute(pairs.order_by(kind))]
