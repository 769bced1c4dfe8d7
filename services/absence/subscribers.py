"""What absence hears from the others."""
from services.absence import store
from services.absence.usecases.absences.note_delivery import note_claim, note_dossier
from services.absence.usecases.copies.accept_policy import accept_policy
from services.absence.usecases.restate import restate_campaigns, restate_employee
from shared.db.session import Session
from shared.events.billing import PolicyAccepted
from shared.events.casework import CaseOpened
from shared.events.claims import ClaimOpened, ClaimRejected
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("absence")


@subscribers.on(PolicyAccepted)
def on_policy_accepted(session: Session, event: PolicyAccepted, envelope: Envelope) -> None:
    """An employer may report from now on."""
    accept_policy(session, event=event)


@subscribers.on(CaseOpened)
def on_case_opened(session: Session, event: CaseOpened, envelope: Envelope) -> None:
    """Perspectief has the report."""
    note_dossier(session, absence_number=event.absence_number, opened_on=event.opened_on)


@subscribers.on(ClaimOpened)
def on_claim_opened(session: Session, event: ClaimOpened, envelope: Envelope) -> None:
    """The insurer has the report."""
    note_claim(session, absence_number=event.absence_number, opened_on=event.opened_on, rejected_because=None)


@subscribers.on(ClaimRejected)
def on_claim_rejected(session: Session, event: ClaimRejected, envelope: Envelope) -> None:
    """There is no cover for this absence."""
    note_claim(session, absence_number=event.absence_number, opened_on=None, rejected_because=event.reason)


subscribers.keep(store.Policy, of=[PolicyAccepted])
subscribers.note(CaseOpened, ClaimOpened, ClaimRejected)
repair(subscribers, restate_campaigns, restate_employee)
