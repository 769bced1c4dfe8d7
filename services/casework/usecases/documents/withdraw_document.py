"""Take back a document that was added by mistake; its content is erased."""
from services.casework import store
from services.casework.domain.documents.kinds import KINDS, DocumentNotOwn, DocumentSealed, KindNotYours, may_withdraw
from services.casework.store.casefiles import load_case
from services.casework.store.documents.documents import get_document
from services.casework.store.documents.reports import is_sealed
from services.casework.store.documents.statements import erase_statement_of
from services.casework.store.dossiers import get_dossier, lock_dossiers_of
from shared.access.matrix import groups
from shared.db.session import Session
from shared.kernel.actor import Actor


def withdraw_document(session: Session, *, actor: Actor, absence_number: str, document_id: str) -> store.Document:
    """Keep that there was a document, when and by whom it was taken back, without its content.

    :raises DocumentNotFound: if the case has no such document
    :raises KindNotYours: if documents of its kind are not the actor's to add
    :raises DocumentNotOwn: if staff added it, for an employer's account
    :raises DocumentSealed: if it is part of a sealed report
    """
    dossier = get_dossier(session, absence_number, actor)
    lock_dossiers_of(session, dossier.employee_id)  # sealing a report locks them too
    row = get_document(session, load_case(session, absence_number).numbers, document_id)
    if not groups()[KINDS[row.kind].group].may_write(actor):
        raise KindNotYours
    if not may_withdraw(actor, recorded_as=row.recorded_as):
        raise DocumentNotOwn
    if is_sealed(session, document_id):
        raise DocumentSealed
    erase_statement_of(session, document_id)
    row.content, row.withdrawn_at, row.withdrawn_by = None, session.clock.now(), actor.account_id
    return row
