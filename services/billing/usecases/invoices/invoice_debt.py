"""Invoice overpaid benefits that could not be set off (§3.5)."""
from services.billing import store
from services.billing.usecases.invoices.issue_invoice import Sums, find_invoice, issue_invoice
from shared.db.session import Session
from shared.events.billing import InvoiceKind
from shared.events.claims import DebtCreated
from shared.kernel.money import ZERO


def invoice_debt(session: Session, *, event: DebtCreated) -> None:
    """One invoice per debt."""
    policy = session.get(store.Policy, event.policy_number, with_for_update=True)
    if policy is None:
        raise LookupError(f"policy {event.policy_number} is billing's own and is missing")
    subject = f"debt-{event.debt_id[-12:]}"
    if find_invoice(session, policy, InvoiceKind.DEBT, subject) is None:
        issue_invoice(session, policy=policy, kind=InvoiceKind.DEBT, subject=subject, issued_on=session.clock.today(),
                      sums=Sums(gross=event.amount, net=event.amount, vat=ZERO))
