"""Mail those who manage an employer's data about an unpaid invoice: reminder, formal notice, and what follows (§4.5)."""
from services.identity.domain.accounts.rights import Right
from services.identity.domain.messages.notice import NoticeKind
from services.identity.store import list_holders, queue_notice
from shared.db.session import Session
from shared.events.billing import InvoiceReminded


def mail_invoice(session: Session, *, event: InvoiceReminded) -> None:
    """Queue a mail to each holder of EMPLOYEE_DATA, who see invoices."""
    told = {name: str(value) for name, value in event.to_data().items() if value is not None}
    for account in list_holders(session, event.employer_id, Right.EMPLOYEE_DATA):
        queue_notice(session, NoticeKind.INVOICE_REMINDED, account.id, invoice=told)
