"""Copies that identity keeps of other services' data: policies, with the names of the companies."""
from services.identity import store
from shared.events.billing import PolicyAccepted
from shared.kernel.folding import fold
from shared.messaging.copies.declaration import Copies

copies = Copies()
copies.replicates(store.Policy, [PolicyAccepted], version="version", fixed=["valid_from"],
                  columns={"search_name": lambda event: fold(event.company_name)})
