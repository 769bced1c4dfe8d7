"""Event handlers of casework: events are copied, see `copies`, except payments of declarations and revocations of tokens."""
from services.casework.copies import copies
from services.casework.usecases.costs.note_payment import note_payment
from services.casework.usecases.figures.refresh_stretches import rebuild_stretches
from services.casework.usecases.plan.refresh_steps import rebuild_steps
from services.casework.usecases.restate import restate_dossier
from shared.db.session import Session
from shared.events.claims import ReimbursementPaid
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.revocation.recording import read_revocations
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("casework", copies)
subscribers.after_replay(rebuild_steps)
subscribers.after_replay(rebuild_stretches)


@subscribers.on(ReimbursementPaid)
def on_reimbursement(session: Session, event: ReimbursementPaid, envelope: Envelope) -> None:
    """Note that claims paid a declaration."""
    note_payment(session, event=event)


read_revocations(subscribers)
repair(subscribers, restate_dossier)
