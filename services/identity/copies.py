"""Copies that identity keeps of other services' data: policies, to check requests for main contacts."""
from services.identity import store
from shared.events.billing import PolicyAccepted
from shared.messaging.copies.declaration import Copies

copies = Copies()
copies.replicates(store.Policy, [PolicyAccepted], version="version", fixed=["valid_from"])
