"""Record the amount that an employee receives under the Sickness Benefits Act; the ground is not recorded (§3.6, §7)."""
from datetime import date
from decimal import Decimal

from services.absence import store
from services.absence.domain.states import Act
from services.absence.publishing import corrected
from services.absence.usecases.absences import history
from services.absence.usecases.absences.changing import take
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def set_safety_net(session: Session, *, actor: Actor, absence_number: str, valid_from: date,
                   zw_benefit_daily: Decimal, version: int | None = None) -> store.Absence:
    """Record the daily amount in euros from a date; replaces an amount with the same first day."""
    absence, _ = take(session, actor=actor, absence_number=absence_number, act=Act.SET_SAFETY_NET, version=version)
    kept = next((b for b in absence.safety_net_benefits if b.valid_from == valid_from), None)
    if kept is None:
        absence.safety_net_benefits.append(store.SafetyNetBenefit(valid_from=valid_from,
                                                                  zw_benefit_daily=zw_benefit_daily))
    else:
        kept.zw_benefit_daily = zw_benefit_daily
    absence.safety_net = True
    absence.sequence += 1
    session.flush()
    history.record(session, absence, "SAFETY_NET", actor, new={"valid_from": valid_from})
    publish(session, corrected(absence, affects_from=valid_from))
    return absence
