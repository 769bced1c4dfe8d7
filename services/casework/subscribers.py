"""Event handlers of casework: all events are only copied, see `copies`."""
from services.casework.copies import copies
from services.casework.usecases.figures.refresh_stretches import rebuild_stretches
from services.casework.usecases.plan.refresh_steps import rebuild_steps
from services.casework.usecases.restate import restate_dossier
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("casework", copies)
subscribers.after_replay(rebuild_steps)
subscribers.after_replay(rebuild_stretches)
repair(subscribers, restate_dossier)
