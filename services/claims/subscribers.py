"""Event handlers of claims; copies are declared in `copies`."""
from services.claims.copies import copies
from services.claims.usecases.guarantee.decide_guarantee import decide_guarantee
from services.claims.usecases.reimbursements.take_declaration import take_declaration
from services.claims.usecases.restate import restate_claim, restate_debts
from services.claims.usecases.vra.issue_vra_order import issue_on_threat
from shared.db.session import Session
from shared.events import casework
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.revocation.recording import read_revocations
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("claims", copies)


@subscribers.on(casework.LongTermThreatSet)
def on_long_term_threat(session: Session, event: casework.LongTermThreatSet, envelope: Envelope) -> None:
    """Issue the order to VRA when long incapacity threatens."""
    issue_on_threat(session, absence_number=event.absence_number)


@subscribers.on(casework.WageSanctionReported)
def on_wage_sanction(session: Session, event: casework.WageSanctionReported, envelope: Envelope) -> None:
    """Decide the guarantee when UWV prolonged the wage obligation."""
    decide_guarantee(session, event=event)


@subscribers.on(casework.DeclarationAccepted)
def on_declaration(session: Session, event: casework.DeclarationAccepted, envelope: Envelope) -> None:
    """Pay an accepted declaration within its month."""
    take_declaration(session, event=event)


read_revocations(subscribers)
repair(subscribers, restate_claim, restate_debts)
