"""What is to be invoiced today and was not booked yet: the next run of the jobs books it, unless it was set aside."""
from dataclasses import dataclass

from sqlalchemy import or_, select

from services.billing import store
from services.billing.usecases.arbo import invoice_arbo
from services.billing.usecases.premium import invoice_premium
from shared.db.session import Session
from shared.events.billing import InvoiceKind


@dataclass(frozen=True, slots=True)
class Due:
    """A policy that has something to be invoiced today and was not invoiced yet."""

    policy_number: str
    company_name: str
    kind: InvoiceKind


def list_due(session: Session) -> list[Due]:
    """The policies with employees in service and an invoice due, by policy number."""
    today = session.clock.today()
    found = [(number, InvoiceKind.ARBO) for number in invoice_arbo.list_policies_to_invoice(session, today)]
    found += [(number, InvoiceKind.PREMIUM) for number in invoice_premium.list_policies_to_invoice(session, today)]
    employing = set(session.scalars(select(store.Employee.policy_number).where(
        store.Employee.policy_number.in_({number for number, _ in found}), store.Employee.employed_from <= today,
        or_(store.Employee.employed_until.is_(None), store.Employee.employed_until >= today))))
    found = [one for one in found if one[0] in employing]
    names = store.company_names(session, [number for number, _ in found], today)
    return [Due(number, names[number], kind) for number, kind in sorted(found)]
