"""Credit an invoice by counter-entry, and undo a credit by a new invoice; nothing booked is changed or deleted (§4.4)."""
from datetime import date
from typing import Any

from sqlalchemy import select

from services.billing import store
from services.billing.usecases.invoices.issue_invoice import CREDITED, OPEN, PAID, Sums, find_invoice, issue_invoice
from services.billing.usecases.invoices.record_payment import restore_cover
from shared.db.session import Session
from shared.events.billing import InvoiceKind
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, NotFound, ensure_version


def credit_invoice(session: Session, *, actor: Actor, number: str, reason: str, version: int | None = None) -> store.Invoice:
    """Issue a credit note for the whole of an invoice. What was paid stays with it and is the customer's.

    :raises NotFound: ``invoice.not_found``
    :raises Stale: if the invoice was changed since
    :raises Conflict: ``invoice.already_credited``, ``invoice.is_credit_note``, ``invoice.being_collected``
    """
    policy, invoice = _lock(session, actor, number)
    ensure_version(version, invoice.version)
    if invoice.kind == InvoiceKind.CREDIT:
        raise Conflict("invoice.is_credit_note", "Een creditnota maakt u ongedaan; u crediteert haar niet.")
    if invoice.status == CREDITED:
        raise Conflict("invoice.already_credited", "Deze factuur is al gecrediteerd.")
    if invoice.status == OPEN and _is_at_the_bank(session, number):
        raise Conflict("invoice.being_collected", "Deze factuur staat in een incasso. Wacht tot de bank die heeft geboekt.")
    credit = issue_invoice(session, policy=policy, kind=InvoiceKind.CREDIT, subject=f"credit-{number}",
                           issued_on=session.clock.today(), sums=_counter(invoice, {"reason": reason}))
    invoice.status, invoice.disputed_on = CREDITED, None
    restore_cover(session, invoice, session.clock.today())
    _settle_year(session, invoice, -1)
    session.flush()
    return credit


def undo_credit(session: Session, *, actor: Actor, number: str, version: int | None = None) -> store.Invoice:
    """Invoice again what a credit note took back; payments of the first invoice move to the new one.

    :param number: of the credit note
    :raises NotFound: ``invoice.not_found``
    :raises Stale: if the credit note was changed since
    :raises Conflict: ``invoice.not_undoable`` for what is no credit note of one invoice; ``invoice.already_undone``
    """
    policy, credit = _lock(session, actor, number)
    ensure_version(version, credit.version)
    if credit.kind != InvoiceKind.CREDIT or "corrects" not in credit.details:
        raise Conflict("invoice.not_undoable", "Alleen een creditnota van één factuur kan ongedaan worden gemaakt.")
    first = session.get_one(store.Invoice, credit.details["corrects"], with_for_update=True)
    kind = InvoiceKind(first.kind)
    if find_invoice(session, policy, kind, f"undo-{number}") is not None:
        raise Conflict("invoice.already_undone", "Deze creditnota is al ongedaan gemaakt.")
    again = issue_invoice(session, policy=policy, kind=kind, subject=f"undo-{number}", issued_on=session.clock.today(),
                          sums=_counter(credit, {}))
    _move_payments(session, actor, first, again)
    _settle_year(session, again, 1)
    session.flush()
    return again


def _lock(session: Session, actor: Actor, number: str) -> tuple[store.Policy, store.Invoice]:
    """The policy first, as every booking does."""
    policy = store.lock_policy(session, store.get_invoice(session, number, actor).policy_number)
    if policy is None:
        raise NotFound("invoice.not_found", "Deze factuur bestaat niet.")
    return policy, session.get_one(store.Invoice, number, with_for_update=True, populate_existing=True)


def _counter(invoice: store.Invoice, more: dict[str, Any]) -> Sums:
    kept = {name: value for name, value in invoice.details.items() if name != "reason"}
    return Sums(gross=-invoice.gross, net=-invoice.net, vat=-invoice.vat, vat_pct=invoice.vat_pct,
                details={"subject": invoice.subject} | kept | more | {"corrects": invoice.number})


def _is_at_the_bank(session: Session, number: str) -> bool:
    debit, collection = store.DirectDebit, store.Collection
    return bool(session.scalar(select(select(debit.invoice_number).join(
        collection, collection.collected_on == debit.collected_on).where(
        debit.invoice_number == number, debit.returned_on.is_(None), collection.booked_on.is_(None)).exists())))


def _move_payments(session: Session, actor: Actor, first: store.Invoice, again: store.Invoice) -> None:
    if not first.paid:
        return
    on: date = session.clock.today()
    for invoice, amount in ((first, -first.paid), (again, first.paid)):
        session.add(store.InvoicePayment(invoice_number=invoice.number, paid_on=on, amount=amount, account_id=actor.account_id))
        invoice.paid += amount
    if again.paid == again.gross:
        again.status, again.paid_on = PAID, on


def _settle_year(session: Session, invoice: store.Invoice, sign: int) -> None:
    """What is credited of a premium counts as not invoiced in the settlement of its year."""
    year = invoice.details.get("year")
    if invoice.kind == InvoiceKind.PREMIUM and year is not None:
        row = session.get(store.PremiumYear, (invoice.policy_number, year), with_for_update=True)
        if row is not None:
            row.settled += sign * invoice.gross
