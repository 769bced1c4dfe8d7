"""Record a contact with an employee who left sick (R-159)."""
from dataclasses import dataclass
from datetime import date

from services.casework import store
from services.casework.domain.departure.own_risk import Situation, check_follow_up
from services.casework.store.dossiers import find_dossier
from services.casework.store.leavers import find_own_risk
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict
from shared.kernel.vocabulary import AbsenceStatus


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A contact: when, how the ex-employee is, and when the next one is."""

    followed_on: date
    situation: Situation
    next_on: date | None = None


def follow_ex_employee(session: Session, *, actor: Actor, absence_number: str, command: Contact) -> store.FollowUp:
    """Add a contact to the register.

    :raises NotFound: if there is no such dossier
    :raises Conflict: ``follow_up.not_left`` unless the employee left sick
    :raises FollowUpRefused: if its dates are impossible
    :raises NotAnOwnRiskBearer: if the employer bears neither risk
    """
    dossier = find_dossier(session, absence_number, actor)
    if dossier.closed_reason != AbsenceStatus.LEFT_SERVICE or dossier.closed_on is None:
        raise Conflict("follow_up.not_left", "Deze werknemer is niet ziek uit dienst gegaan.")
    check_follow_up(own_risk=find_own_risk(session, dossier.employer_id), last_day=dossier.closed_on,
                    followed_on=command.followed_on, next_on=command.next_on, today=session.clock.today())
    row = store.FollowUp(
        follow_up_id=new_id(), absence_number=absence_number, followed_on=command.followed_on, situation=command.situation,
        next_on=command.next_on, recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    session.flush()
    return row
