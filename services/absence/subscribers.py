"""What absence hears from the others: it only copies, see `copies`."""
from services.absence.copies import copies
from services.absence.publishing import restate_campaigns, restate_employee
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("absence", copies)
repair(subscribers, restate_campaigns, restate_employee)
