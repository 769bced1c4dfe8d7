"""Add a document to a case: a file with its kind and date (R-036)."""
from datetime import date

from services.casework import store
from services.casework.domain.documents.kinds import KINDS, DocumentKind, KindNotYours, check_date, check_room
from services.casework.store.casefiles import load_case
from services.casework.store.documents.documents import add_document, measure_documents
from services.casework.store.dossiers import get_dossier
from services.casework.store.staff.delegations import require_supervisor
from shared.access.matrix import groups
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.uploads.checking import check_upload


def keep_document(session: Session, *, actor: Actor, absence_number: str, kind: DocumentKind, dated_on: date,
                  content: bytes) -> store.Document:
    """Keep a PDF, PNG or JPEG. The version of the dossier stays, so that a form can send a document and then its act.

    :raises KindNotYours: if documents of the kind are others' to add
    :raises NoSupervisor: if the actor is a consultant who works under no company doctor
    :raises DocumentRefused: for a date outside the case
    :raises UploadRefused: for an empty, large, incomplete or protected file, or one of another type
    :raises DocumentKnown: if the dossier has this file already
    :raises CaseFull: if the case has too many documents
    """
    get_dossier(session, absence_number, actor)
    if not groups()[KINDS[kind].group].may_write(actor):
        raise KindNotYours
    require_supervisor(session, actor)
    file = load_case(session, absence_number)
    check_date(kind, dated_on, first_sick_day=file.case.first_sick_day, today=session.clock.today())
    upload = check_upload(content)
    count, size = measure_documents(session, file.numbers)
    check_room(count=count + 1, size=size + len(content))
    row = store.Document(
        document_id=new_id(), absence_number=absence_number, kind=kind, dated_on=dated_on, digest=upload.digest,
        media_type=upload.kind, size=len(content), content=content, recorded_at=session.clock.now(),
        recorded_by=actor.account_id, recorded_as=actor.shown_role, withdrawn_at=None, withdrawn_by=None)
    add_document(session, row)
    return row
