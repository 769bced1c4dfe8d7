"""Keep the file of an invoice; it is made once, when it is first asked for, from what does not change any more."""
from services.billing import store
from services.billing.store import FileKind
from shared.db.session import Session


def keep_invoice_file(session: Session, *, number: str, kind: FileKind, content: bytes) -> bytes:
    """Keep a file unless one was kept meanwhile.

    :returns: the bytes that are kept
    """
    store.keep_file(session, number, kind, content)
    return store.find_file(session, number, kind) or content
