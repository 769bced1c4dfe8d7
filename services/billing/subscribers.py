"""What billing hears from the others."""
from services.billing import store
from services.billing.usecases.invoices.invoice_debt import invoice_debt
from services.billing.usecases.policies.keep_employee import keep_employee
from services.billing.usecases.premium.invoice_premium import settle_year
from services.billing.usecases.restate import restate_policy
from shared.db.session import Session
from shared.events.absence import DataCampaignSubmitted, EmployeeUpserted
from shared.events.claims import DebtCreated
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("billing")


@subscribers.on(EmployeeUpserted)
def on_employee_upserted(session: Session, event: EmployeeUpserted, envelope: Envelope) -> None:
    """Who counts for premium and arbo fee."""
    keep_employee(session, event=event)


@subscribers.on(DataCampaignSubmitted)
def on_data_submitted(session: Session, event: DataCampaignSubmitted, envelope: Envelope) -> None:
    """The past year can be settled."""
    settle_year(session, event=event)


@subscribers.on(DebtCreated)
def on_debt_created(session: Session, event: DebtCreated, envelope: Envelope) -> None:
    """Too much benefit was paid."""
    invoice_debt(session, event=event)


subscribers.keep(store.Employee, of=[EmployeeUpserted])
repair(subscribers, restate_policy)
