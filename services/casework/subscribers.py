"""What casework hears from the others and decides on; what it only copies stands in `copies`."""
from services.casework.copies import copies
from services.casework.usecases.guarantee.note_guarantee import note_guarantee
from services.casework.usecases.plan.refresh_steps import rebuild_steps
from services.casework.usecases.restate import restate_dossier
from shared.db.session import Session
from shared.events.claims import GuaranteeDecided
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("casework", copies)


@subscribers.on(GuaranteeDecided)
def on_guarantee_decided(session: Session, event: GuaranteeDecided, envelope: Envelope) -> None:
    """Claims decided who pays a wage sanction."""
    note_guarantee(session, event=event)


subscribers.amends(GuaranteeDecided)
subscribers.after_replay(rebuild_steps)
repair(subscribers, restate_dossier)
