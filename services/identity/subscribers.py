"""Event handlers of identity: all events are only copied, see `copies`."""
from services.identity.copies import copies
from services.identity.publishing import restate_account
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("identity", copies)
repair(subscribers, restate_account)
