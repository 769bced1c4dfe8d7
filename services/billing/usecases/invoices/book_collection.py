"""Record that the bank booked a collection: its invoices are paid, except those that the bank returned (domain.md §15.13)."""
from collections.abc import Sequence
from datetime import date

from services.billing import store
from services.billing.usecases.invoices.issue_invoice import OPEN
from services.billing.usecases.invoices.record_payment import record_payment
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, RuleViolated, ensure_version


def book_collection(session: Session, *, actor: Actor, collected_on: date, booked_on: date,
                    returned: Sequence[str] = (), version: int | None = None) -> store.Collection:
    """Pay the invoices of a collection.

    :param booked_on: the day on which the money came in
    :param returned: numbers of invoices that the bank did not collect
    :param version: the one that the actor read; None not to check
    :raises Stale: if the collection was changed since
    :raises NotFound: ``collection.not_found``
    :raises Conflict: ``collection.already_booked``
    :raises RuleViolated: ``collection.booked_on``, ``collection.not_in_file``
    """
    collection = store.get_collection(session, collected_on, lock=True)
    ensure_version(version, collection.version)
    if collection.booked_on is not None:
        raise Conflict("collection.already_booked", "Deze incasso is al geboekt.")
    if not collected_on <= booked_on <= session.clock.today():
        raise RuleViolated("collection.booked_on", "Geef een dag van de incassodag tot en met vandaag.", field="booked_on")
    debits = {debit.invoice_number: debit for debit in store.list_debits(session, collected_on)}
    if unknown := sorted(set(returned) - debits.keys()):
        raise RuleViolated("collection.not_in_file", f"Dit staat niet in de incasso: {', '.join(unknown)}.", field="returned")
    for number, debit in debits.items():
        if number in returned:
            debit.returned_on = booked_on
        elif store.get_invoice(session, number, actor, lock=True).status == OPEN:
            record_payment(session, actor=actor, number=number, paid_on=booked_on, amount=debit.amount)
    collection.booked_on = booked_on
    return collection
