"""Charge Perspectief each month for the guarantees that it pays (R-048)."""
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from services.claims import publishing, store
from services.claims.domain.guarantee.charging import charges
from services.claims.domain.guarantee.guarantee import GuaranteeDecision
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.messaging.outbox import publish


def list_guarantees_to_charge(session: Session, day: date) -> list[str]:
    """The guarantees that are approved, or of which something was charged."""
    charged = select(store.GuaranteeCharge.sanction_id)
    return list(session.scalars(select(store.Guarantee.sanction_id).where(
        (store.Guarantee.decision == GuaranteeDecision.APPROVED) | store.Guarantee.sanction_id.in_(charged)
    ).order_by(store.Guarantee.sanction_id)))


def charge_guarantee(session: Session, *, sanction_id: str, today: date) -> None:
    """Book what the months that ended cost more or less than was charged before; nothing is paid of the benefit ledger."""
    guarantee = session.get_one(store.Guarantee, sanction_id, with_for_update=True)
    totals: dict[str, Decimal] = {}
    for line in guarantee.lines if guarantee.is_approved else ():
        totals[line.month] = totals.get(line.month, ZERO) + line.total
    for month, amount in charges(totals, guarantee.charged_by_month, today=today).items():
        charge = store.GuaranteeCharge(number=len(guarantee.charges) + 1, month=month, amount=amount,
                                       charged_on=session.clock.today())
        guarantee.charges.append(charge)
        publish(session, publishing.guarantee_charged(guarantee, charge))
