"""The scheduled jobs of billing, in the order in which they run each day."""
from datetime import date

from services.billing.usecases.arbo import invoice_arbo
from services.billing.usecases.invoices.collect_invoice import collect_invoice, list_to_collect
from services.billing.usecases.invoices.dun import dun, list_overdue
from services.billing.usecases.invoices.make_collection_file import list_files_to_make, make_collection_file
from services.billing.usecases.premium import invoice_premium
from services.billing.usecases.premium.estimate_year import estimate_year, list_to_estimate
from services.billing.usecases.premium.request_data import list_to_remind, remind
from shared.db.session import Session
from shared.service.jobs import JobItem, Jobs

jobs = Jobs()


def _policy_and_year(premium_year: JobItem) -> tuple[str, int]:
    policy_number, _, year = premium_year.key.rpartition(":")
    return policy_number, int(year)


@jobs.daily("invoice-arbo", items=invoice_arbo.list_policies_to_invoice)
def arbo(session: Session, policy: JobItem) -> None:
    """Invoice the arbo fee of the present period."""
    invoice_arbo.invoice_arbo(session, policy_number=policy.key, day=policy.business_date, issued_on=policy.handled_on)


@jobs.daily("invoice-premium", items=invoice_premium.list_policies_to_invoice)
def premium(session: Session, policy: JobItem) -> None:
    """Invoice due instalments."""
    invoice_premium.invoice_premium(session, policy_number=policy.key, day=policy.business_date, issued_on=policy.handled_on)


@jobs.daily("remind-january-data", items=list_to_remind)
def reminders(session: Session, premium_year: JobItem) -> None:
    """Remind employers whose January data are late."""
    policy_number, year = _policy_and_year(premium_year)
    remind(session, policy_number=policy_number, year=year, today=premium_year.handled_on)


@jobs.daily("estimate-premium", items=list_to_estimate)
def estimates(session: Session, premium_year: JobItem) -> None:
    """Estimate premiums for which the data did not come."""
    policy_number, year = _policy_and_year(premium_year)
    estimate_year(session, policy_number=policy_number, year=year, today=premium_year.handled_on)


@jobs.daily("collect", items=list_to_collect)
def collection(session: Session, invoice: JobItem) -> None:
    """Plan direct debits."""
    collect_invoice(session, number=invoice.key, today=invoice.handled_on)


@jobs.daily("collection-file", items=list_files_to_make)
def collection_file(session: Session, collected_on: JobItem) -> None:
    """Create the file of each collection day, one TARGET day in advance."""
    make_collection_file(session, collected_on=date.fromisoformat(collected_on.key), today=collected_on.handled_on)


@jobs.daily("dun", items=list_overdue)
def dunning(session: Session, invoice: JobItem) -> None:
    """Send reminders and notices, and suspend cover."""
    dun(session, number=invoice.key, today=invoice.handled_on)
