"""Debtors by the age of what is open, and the ledger of one of them."""
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from services.billing import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.web.pages import Page, page

AGES = (0, 30, 60, 90)
"""Days after the due date up to which each class of open amounts goes; the last one has no end."""


@dataclass(slots=True)
class Debtor:
    """An employer with open invoices.

    :ivar by_age: open euros not yet due, up to 30, 60 and 90 days late, and later
    :ivar count: number of open invoices
    :ivar disputed: number of them that are disputed
    """

    policy_number: str
    company_name: str
    total: Decimal = ZERO
    by_age: list[Decimal] = field(default_factory=lambda: [ZERO] * (len(AGES) + 1))
    count: int = 0
    disputed: int = 0

    def add(self, invoice: store.Invoice, today: date) -> None:
        """Count an open invoice."""
        late = (today - invoice.due_on).days
        self.by_age[sum(late > age for age in AGES)] += invoice.open_amount
        self.total += invoice.open_amount
        self.count += 1
        self.disputed += invoice.disputed_on is not None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the ledger of a policy: an invoice is positive, a payment and a credit note are negative.

    :ivar balance: sum of this and all earlier entries
    """

    on: date
    number: str
    kind: str
    amount: Decimal
    balance: Decimal


def list_debtors(session: Session, *, cursor: str | None, limit: int) -> Page[Debtor]:
    """Employers with open invoices, by policy number."""
    today, invoice = session.clock.today(), store.Invoice
    is_open = (invoice.status == "OPEN", invoice.gross > ZERO)
    found: Page[store.Policy] = page(
        session, select(store.Policy).where(select(invoice.number).where(
            invoice.policy_number == store.Policy.policy_number, *is_open).exists()),
        key=store.Policy.policy_number, view=lambda row: row, cursor=cursor, limit=limit)
    numbers = [row.policy_number for row in found.items]
    names = store.company_names(session, numbers, today)
    debtors = {number: Debtor(number, names[number]) for number in numbers}
    for row in session.scalars(select(invoice).where(invoice.policy_number.in_(numbers), *is_open)):
        debtors[row.policy_number].add(row, today)
    return Page(list(debtors.values()), found.next)


def get_ledger(session: Session, *, actor: Actor, policy_number: str) -> list[Entry]:
    """All that was invoiced, credited and paid, oldest first.

    :raises NotFound: ``policy.not_found``
    """
    store.get_policy(session, policy_number, actor)
    invoice, payment = store.Invoice, store.InvoicePayment
    booked = session.execute(select(invoice.issued_on, invoice.position, invoice.number, invoice.kind, invoice.gross).where(
        invoice.policy_number == policy_number))
    paid = session.execute(select(payment.paid_on, payment.id, payment.invoice_number, payment.amount).join(
        invoice, invoice.number == payment.invoice_number).where(invoice.policy_number == policy_number))
    rows = [(on, 0, place, number, kind, amount) for on, place, number, kind, amount in booked]
    rows += [(on, 1, place, number, "PAYMENT", -amount) for on, place, number, amount in paid]
    entries, balance = [], ZERO
    for on, _, _, number, kind, amount in sorted(rows):
        balance += amount
        entries.append(Entry(on, number, kind, amount, balance))
    return entries
