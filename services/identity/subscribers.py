"""Event handlers of identity: events are copied, see `copies`, except requests for data and for mails, which it mails."""
from services.identity.copies import copies
from services.identity.publishing import restate_account
from services.identity.usecases.messages.ask_data_correction import ask_data_correction
from services.identity.usecases.messages.ask_january_data import ask_january_data
from services.identity.usecases.messages.mail_complainant import mail_complainant
from services.identity.usecases.messages.mail_invoice import mail_invoice
from services.identity.usecases.messages.mail_steps import mail_steps
from shared.db.session import Session
from shared.events.billing import DataCorrectionRequested, InvoiceReminded, JanuaryDataRequested
from shared.events.mail import DeskMailOwed, StepsReminded
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("identity", copies)


@subscribers.on(JanuaryDataRequested)
def on_january_data_requested(session: Session, event: JanuaryDataRequested, envelope: Envelope) -> None:
    """Mail those who manage the employees' data."""
    ask_january_data(session, event=event)


@subscribers.on(DataCorrectionRequested)
def on_data_correction_requested(session: Session, event: DataCorrectionRequested, envelope: Envelope) -> None:
    """Mail those who manage the employees' data."""
    ask_data_correction(session, event=event)


@subscribers.on(StepsReminded)
def on_steps_reminded(session: Session, event: StepsReminded, envelope: Envelope) -> None:
    """Mail those who must do the steps, or see to them."""
    mail_steps(session, event=event)


@subscribers.on(DeskMailOwed)
def on_desk_mail_owed(session: Session, event: DeskMailOwed, envelope: Envelope) -> None:
    """Mail who sent a complaint."""
    mail_complainant(session, event=event)


@subscribers.on(InvoiceReminded)
def on_invoice_reminded(session: Session, event: InvoiceReminded, envelope: Envelope) -> None:
    """Mail those who see the invoices."""
    mail_invoice(session, event=event)


repair(subscribers, restate_account)
