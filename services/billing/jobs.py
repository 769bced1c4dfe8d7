"""What the clock starts in billing, in this order on each day."""
from datetime import date

from services.billing.usecases.arbo.invoice_arbo import invoice_arbo
from services.billing.usecases.invoices.collect import collect
from services.billing.usecases.invoices.dun import dun
from services.billing.usecases.premium.invoice_premium import invoice_premium
from shared.db.session import Session
from shared.service.jobs import Jobs

jobs = Jobs()


@jobs.daily("invoice-arbo")
def arbo(session: Session, business_date: date) -> None:
    """The arbo fee of the period that runs."""
    invoice_arbo(session, today=business_date)


@jobs.daily("invoice-premium")
def premium(session: Session, business_date: date) -> None:
    """Instalments that are due."""
    invoice_premium(session, today=business_date)


@jobs.daily("collect")
def collection(session: Session, business_date: date) -> None:
    """Direct debits."""
    collect(session, today=business_date)


@jobs.daily("dun")
def dunning(session: Session, business_date: date) -> None:
    """Reminders, notices and suspension of cover."""
    dun(session, today=business_date)
