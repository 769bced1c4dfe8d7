"""Event handlers of absence: all events are only copied, see `copies`."""
from services.absence.copies import copies
from services.absence.publishing import restate_campaigns, restate_employee
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("absence", copies)
repair(subscribers, restate_campaigns, restate_employee)
