"""What identity copies from the others: the policies against which a main contact's request is checked."""
from services.identity import store
from shared.events.billing import PolicyAccepted
from shared.messaging.copies.declaration import Copies

copies = Copies()
copies.replicates(store.Policy, [PolicyAccepted], version="version", fixed=["valid_from"])
