"""Event handlers of absence: events are copied, see `copies`, except the revocations of tokens."""
from services.absence.copies import copies
from services.absence.publishing import restate_campaigns, restate_employee
from shared.messaging.repair.gaps import repair
from shared.messaging.revocation.recording import read_revocations
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("absence", copies)
read_revocations(subscribers)
repair(subscribers, restate_campaigns, restate_employee)
