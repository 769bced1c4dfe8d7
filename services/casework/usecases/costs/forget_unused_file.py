"""Delete the files of invoices that were sent and never declared."""
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, select

from services.casework import store
from shared.db.session import Session
from shared.kernel.clock import noon

KEPT_DAYS = 30
"""Days in which a file can be declared after it was sent."""


def list_unused_files(session: Session, today: date) -> list[str]:
    """Return the files that were sent too long ago and stand in no declaration, oldest first."""
    before = noon(today - timedelta(days=KEPT_DAYS))
    return list(session.scalars(select(store.InvoiceFile.file_id).where(
        store.InvoiceFile.uploaded_at < before, ~_is_declared()).order_by(store.InvoiceFile.uploaded_at)))


def forget_unused_file(session: Session, *, file_id: str) -> None:
    """Delete a file, unless it was declared meanwhile."""
    session.execute(delete(store.InvoiceFile).where(store.InvoiceFile.file_id == file_id, ~_is_declared()))


def _is_declared() -> ColumnElement[bool]:
    return select(store.DeclaredInvoice.invoice_id).where(store.DeclaredInvoice.file_id == store.InvoiceFile.file_id).exists()
