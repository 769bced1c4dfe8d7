"""What identity hears from the others."""
from services.identity import store
from services.identity.usecases.accounts.keep_policy import keep_policy
from services.identity.usecases.restate import restate_account
from shared.db.session import Session
from shared.events.billing import PolicyAccepted
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("identity")


@subscribers.on(PolicyAccepted)
def on_policy_accepted(session: Session, event: PolicyAccepted, envelope: Envelope) -> None:
    """Its employer may get a main contact."""
    keep_policy(session, event=event)


subscribers.keep(store.Policy, of=[PolicyAccepted])
repair(subscribers, restate_account)
