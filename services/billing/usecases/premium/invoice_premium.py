"""Invoice the provisional premium of the present year in instalments (domain.md §4.1, R-019)."""
from datetime import date

from sqlalchemy import exists, or_

from services.billing import store
from services.billing.usecases.invoices.issue_invoice import Sums, issue_invoice
from services.billing.usecases.policies.list_in_force import select_in_force
from services.billing.usecases.premium.begin_year import find_or_begin_year
from shared.db.session import Session
from shared.events.billing import InvoiceKind
from shared.kernel.money import ZERO


def invoice_premium(session: Session, *, policy_number: str, day: date, issued_on: date) -> int:
    """Invoice the due instalments of a policy in the year of `day`; instalments of zero are skipped.

    :returns: number of invoices
    """
    policy = store.lock_policy(session, policy_number)
    versions = store.get_versions(session, policy_number) if policy else None
    if policy is None or versions is None or not versions.covers(day):
        return 0
    year = find_or_begin_year(session, policy_number, versions, day.year)
    due = [] if year is None else [part for part in year.instalments
                                   if part.invoice_number is None and part.invoiced_on <= day and part.amount > 0]
    for part in due:
        invoice = issue_invoice(
            session, policy=policy, kind=InvoiceKind.PREMIUM, subject=f"{part.year}-{part.invoiced_on:%m}",
            issued_on=issued_on, sums=Sums(gross=part.amount, net=part.amount, vat=ZERO, details={
                "year": part.year, "instalment_on": part.invoiced_on.isoformat()}))
        part.invoice_number = invoice.number
    return len(due)


def list_policies_to_invoice(session: Session, day: date) -> list[str]:
    """Numbers of the policies in force whose year has not begun, or that have an instalment due and not invoiced."""
    year, part = store.PremiumYear, store.Instalment
    number = store.PolicyVersion.policy_number
    has_begun = exists().where(year.policy_number == number, year.year == day.year)
    has_due = exists().where(part.policy_number == number, part.year == day.year, part.invoice_number.is_(None),
                             part.invoiced_on <= day, part.amount > ZERO)
    return list(session.scalars(select_in_force(day).where(or_(~has_begun, has_due))))
