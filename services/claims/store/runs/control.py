"""The set of payments of a run that its next file pays, with its control number."""
import hashlib
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import BigInteger, ColumnElement, and_, func, literal, select, type_coerce
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.claims.domain.payments.states import TO_BE_FILED
from services.claims.store.payments import Booking, Payment, PaymentRun, Transfer
from services.claims.store.runs.accounts import payable_account
from shared.db.session import Session

GROUP, GROUPS = 4, 4


@dataclass(frozen=True, slots=True)
class Control:
    """What the next file of a run pays.

    :ivar number: digest of payments, amounts, accounts and versions of months, in groups of four
    """

    count: int
    total: Decimal
    number: str


def in_transfer() -> ColumnElement[bool]:
    """Whether a payment is part of a transfer."""
    return and_(Transfer.run_id == Payment.run_id, Transfer.policy_number == Payment.policy_number,
                Transfer.part == Payment.part)


def to_be_filed(run_id: str) -> ColumnElement[bool]:
    """Whether a payment with its transfer is in the set of the run."""
    return and_(Payment.run_id == run_id, Transfer.status.in_(TO_BE_FILED))


def read_control(session: Session, run: PaymentRun) -> Control:
    """The set as it is now."""
    month = func.concat_ws(":", Booking.month, Booking.version, type_coerce(Booking.amount, BigInteger))
    booked = (select(func.string_agg(month, aggregate_order_by(literal(","), Booking.month)))
              .where(Booking.run_id == Payment.run_id, Booking.composite_id == Payment.composite_id)
              .correlate(Payment).scalar_subquery())
    line = func.concat_ws("|", Payment.payment_reference, type_coerce(Payment.amount, BigInteger), Transfer.reference,
                          payable_account(session.clock.today()), booked)
    lines = func.string_agg(line, aggregate_order_by(literal("\n"), Payment.payment_reference))
    digest = func.encode(func.sha256(func.convert_to(func.coalesce(lines, ""), "UTF8")), "hex")
    count, total, whole = session.execute(
        select(func.count(), func.coalesce(func.sum(Payment.amount), Decimal(0)), digest)
        .select_from(Payment).join(Transfer, in_transfer()).where(to_be_filed(run.run_id))).one()
    mixed = hashlib.sha256(f"{run.run_id} {run.revision} {whole}".encode()).hexdigest().upper()
    return Control(count, total, "-".join(mixed[at:at + GROUP] for at in range(0, GROUP * GROUPS, GROUP)))
