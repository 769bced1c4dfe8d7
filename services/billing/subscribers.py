"""Event handlers of billing; copies of employments are declared in `copies`."""
from services.billing.copies import copies
from services.billing.usecases.invoices.invoice_debt import invoice_debt
from services.billing.usecases.policies.request_correction import request_correction
from services.billing.usecases.premium.request_data import request_data
from services.billing.usecases.premium.settle_year import settle_january_data
from services.billing.usecases.restate import restate_policy
from shared.db.session import Session
from shared.events.absence import DataCampaignOpened, DataCampaignSubmitted, DataDisputeRaised
from shared.events.claims import DebtCreated
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.revocation.recording import read_revocations
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("billing", copies)


@subscribers.on(DataCampaignOpened)
def on_campaign_opened(session: Session, event: DataCampaignOpened, envelope: Envelope) -> None:
    """Ask for the data of the past year."""
    request_data(session, event=event)


@subscribers.on(DataCampaignSubmitted)
def on_data_submitted(session: Session, event: DataCampaignSubmitted, envelope: Envelope) -> None:
    """Settle the past year."""
    settle_january_data(session, event=event)


@subscribers.on(DataDisputeRaised)
def on_data_disputed(session: Session, event: DataDisputeRaised, envelope: Envelope) -> None:
    """Ask for correct data."""
    request_correction(session, event=event)


@subscribers.on(DebtCreated)
def on_debt_created(session: Session, event: DebtCreated, envelope: Envelope) -> None:
    """Invoice an overpaid benefit."""
    invoice_debt(session, event=event)


read_revocations(subscribers)
repair(subscribers, restate_policy)
