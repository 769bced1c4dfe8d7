"""Open a document of a case, after recording who reads it (features.md idea 17)."""
from services.casework import store
from services.casework.domain.documents.kinds import KINDS, KindNotYours
from services.casework.store.casefiles import load_case
from services.casework.store.documents.documents import get_document
from services.casework.store.dossiers import get_dossier
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.access.matrix import groups
from shared.db.session import Session
from shared.kernel.actor import Actor


def open_document(session: Session, *, actor: Actor, absence_number: str, document_id: str) -> tuple[store.Document, bytes]:
    """Return a document with its content.

    :raises NotAssigned: if the dossier is assigned to others
    :raises DocumentNotFound: if the case has no such document
    :raises KindNotYours: if documents of its kind are not for the actor
    """
    get_dossier(session, absence_number, actor)
    row = get_document(session, load_case(session, absence_number).numbers, document_id)
    if not groups()[KINDS[row.kind].group].may_read(actor):
        raise KindNotYours
    note_reading(session, actor=actor, absence_number=absence_number, part=store.DOCUMENT, document_id=document_id)
    return row, row.content or b""
