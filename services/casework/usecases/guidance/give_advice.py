"""Give the employer an advice or instruction with a due date (R-022)."""
from datetime import date

from services.casework import store
from services.casework.domain.guidance.advice import AdviceKind, Outcome
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import RuleViolated


def give_advice(session: Session, *, actor: Actor, absence_number: str, kind: AdviceKind,
                due_on: date, version: int | None = None) -> store.Advice:
    """Record an open advice.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RuleViolated: if it would be due before it is given
    """
    dossier_to_change(session, absence_number, actor, version)
    today = session.clock.today()
    if due_on < today:
        raise RuleViolated("advice.due_in_past", "Geef een datum vanaf vandaag.", field="due_on")
    advice = store.Advice(
        advice_id=new_id(), absence_number=absence_number, kind=kind, given_on=today, given_by=actor.account_id,
        due_on=due_on, outcome=Outcome.OPEN, reason_code=None, reason_accepted=None, closed_on=None)
    session.add(advice)
    session.flush()
    return advice
