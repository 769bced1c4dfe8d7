"""Take back an amount under the Sickness Benefits Act that was recorded from a wrong day (domain.md §15.5)."""
from datetime import date

from services.absence import store
from services.absence.domain.states import Act
from services.absence.publishing import corrected
from services.absence.usecases.absences import history
from services.absence.usecases.absences.changing import take
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound
from shared.messaging.outbox import publish


def withdraw_safety_net(session: Session, *, actor: Actor, absence_number: str, valid_from: date,
                        version: int | None = None) -> store.Absence:
    """Remove the daily amount from a date; the one before it then holds until the next.

    :raises NotFound: ``safety_net.not_found``
    """
    absence, _ = take(session, actor=actor, absence_number=absence_number, act=Act.SET_SAFETY_NET, version=version)
    known = next((each for each in absence.safety_net_benefits if each.valid_from == valid_from), None)
    if known is None:
        raise NotFound("safety_net.not_found", "Vanaf deze dag is geen Ziektewet-bedrag vastgelegd.")
    absence.safety_net_benefits.remove(known)
    absence.sequence += 1
    session.flush()
    history.record(session, absence, "SAFETY_NET", actor, old={"valid_from": valid_from},
                   new={"valid_from": None})
    publish(session, corrected(absence, affects_from=valid_from))
    return absence
