"""VRA asks the employer, the casemanager or the arbo service for information (R-066)."""
from dataclasses import dataclass
from datetime import date

from services.casework import publishing, store
from services.casework.domain.vra.information import Addressee, RequestStatus, Topic, check_term
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, of whom, and the last day for the answer."""

    addressee: Addressee
    topic: Topic
    question: str
    due_on: date


def ask_information(session: Session, *, actor: Actor, absence_number: str, command: Question,
                    version: int | None = None) -> store.InformationRequest:
    """Record the question.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RuleViolated: if the due date is in the past or more than a year ahead
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    today = session.clock.today()
    check_term(command.due_on, today=today)
    row = store.InformationRequest(
        request_id=new_id(), absence_number=absence_number, addressee=command.addressee, topic=command.topic,
        question=command.question, due_on=command.due_on, status=RequestStatus.OPEN, asked_on=today, asked_by=actor.account_id)
    session.add(row)
    session.flush()
    publish(session, publishing.information_requested(dossier, row))
    return row
