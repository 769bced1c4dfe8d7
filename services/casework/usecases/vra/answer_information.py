"""The addressee answers a question of VRA (R-066)."""
from services.casework import publishing, store
from services.casework.domain.vra.information import Addressee, RequestStatus, addressees_of, answer
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.vra.information import get_request
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def answer_information(session: Session, *, actor: Actor, absence_number: str, request_id: str, text: str,
                       version: int | None = None) -> store.InformationRequest:
    """Record the answer.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RequestNotFound: if the dossier has no such question
    :raises NotAddressed: if the question was put to somebody else
    :raises AlreadyAnswered: if it was answered before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_request(session, absence_number, request_id)
    row.status = answer(Addressee(row.addressee), RequestStatus(row.status),
                        by=addressees_of(actor.roles, is_employer=actor.employer_id is not None))
    row.answer, row.answered_on, row.answered_by = text, session.clock.today(), actor.account_id
    publish(session, publishing.information_answered(dossier, row))
    return row
