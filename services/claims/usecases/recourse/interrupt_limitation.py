"""Record what makes the limitation of a claim start again: a letter, or negotiations that were broken off (§5.1)."""
from datetime import date
from enum import StrEnum

from services.claims import publishing, store
from services.claims.domain.recourse.recourse import RecourseStatus, StepIncomplete, TransitionNotAllowed, refuse_ended
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


class Interruption(StrEnum):
    """A written interruption (3:317 BW), or negotiations with the motor insurer broken off by writ or registered letter."""

    LETTER = "LETTER"
    BROKEN_OFF = "BROKEN_OFF"


ACTS = {Interruption.LETTER: store.RecourseAct.INTERRUPTED, Interruption.BROKEN_OFF: store.RecourseAct.BROKEN_OFF}


def interrupt_limitation(session: Session, *, actor: Actor, absence_number: str, kind: Interruption = Interruption.LETTER,
                         interrupted_on: date | None = None, version: int | None = None) -> store.RecourseFile:
    """Let both terms start again from the day.

    :param interrupted_on: None means today
    :raises NotFound: ``recourse.not_found``
    :raises Stale: if the file was changed since `version`
    :raises FileEnded: if the file has ended
    :raises StepIncomplete: for a day after today or before the event
    :raises TransitionNotAllowed: ``recourse.already_barred``, if the claim had lapsed by then
    """
    file = store.get_recourse_file(session, absence_number, actor, lock=True)
    ensure_version(version, file.version)
    refuse_ended(RecourseStatus(file.status))
    today = session.clock.today()
    day = interrupted_on or today
    if not file.event_on <= day <= today:
        raise StepIncomplete("recourse.interrupted_on", "De verjaring stuit u na de gebeurtenis, tot en met vandaag.",
                             field="interrupted_on")
    if day > file.claim_until:
        raise TransitionNotAllowed("recourse.already_barred", "De vordering was op die dag al verjaard.", field="interrupted_on")
    file.note(ACTS[kind], at=session.clock.now(), on=day, by=actor.account_id)
    publish(session, publishing.recourse_status_changed(file))
    return file
