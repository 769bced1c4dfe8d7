"""What identity hears from the others: it only copies, see `copies`."""
from services.identity.copies import copies
from services.identity.publishing import restate_account
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("identity", copies)
repair(subscribers, restate_account)
