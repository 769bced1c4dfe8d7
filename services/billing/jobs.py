"""What the clock starts in billing, in this order on each day."""
from datetime import date

from services.billing.usecases.arbo.invoice_arbo import invoice_arbo
from services.billing.usecases.invoices.collect import collect
from services.billing.usecases.invoices.dun import dun, list_overdue
from services.billing.usecases.policies.list_in_force import list_policies_in_force
from services.billing.usecases.premium.invoice_premium import invoice_premium
from shared.db.session import Session
from shared.service.jobs import JobItem, Jobs

jobs = Jobs()


@jobs.daily("invoice-arbo", items=list_policies_in_force)
def arbo(session: Session, policy: JobItem) -> None:
    """The arbo fee of the present period."""
    invoice_arbo(session, policy_number=policy.key, day=policy.business_date, issued_on=policy.handled_on)


@jobs.daily("invoice-premium", items=list_policies_in_force)
def premium(session: Session, policy: JobItem) -> None:
    """Instalments that are due."""
    invoice_premium(session, policy_number=policy.key, day=policy.business_date, issued_on=policy.handled_on)


@jobs.daily("collect")
def collection(session: Session, business_date: date) -> None:
    """Direct debits."""
    collect(session, today=business_date)


@jobs.daily("dun", items=list_overdue)
def dunning(session: Session, invoice: JobItem) -> None:
    """Reminders, notices and suspension of cover."""
    dun(session, number=invoice.key, today=invoice.handled_on)
