"""Keep the file of an invoice, to be declared afterwards (R-068)."""
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.casework import store
from services.casework.store.dossiers import get_dossier
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.uploads.checking import check_upload


def keep_invoice_file(session: Session, *, actor: Actor, absence_number: str, content: bytes) -> store.InvoiceFile:
    """Keep a PDF, PNG or JPEG; the same file is kept once in a dossier. What the dossier shows does not change.

    :raises UploadRefused: for an empty, large, incomplete or protected file, or one of another kind
    """
    upload = check_upload(content)
    get_dossier(session, absence_number, actor)
    session.execute(insert(store.InvoiceFile).values(
        file_id=new_id(), absence_number=absence_number, digest=upload.digest, kind=upload.kind, size=len(content),
        content=content, uploaded_at=session.clock.now(), uploaded_by=actor.account_id).on_conflict_do_nothing())
    return session.scalars(select(store.InvoiceFile).where(
        store.InvoiceFile.absence_number == absence_number, store.InvoiceFile.digest == upload.digest)).one()
