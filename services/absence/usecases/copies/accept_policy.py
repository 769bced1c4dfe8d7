"""Keep absence's copy of a policy."""
from services.absence import store
from shared.db.session import Session
from shared.events.billing import PolicyAccepted


def accept_policy(session: Session, *, event: PolicyAccepted) -> None:
    """Insert or replace by a newer version."""
    known = session.get(store.Policy, event.policy_number)
    if known is not None and known.version >= event.version:
        return
    session.merge(store.Policy(
        policy_number=event.policy_number, employer_id=event.employer_id, company_name=event.company_name,
        version=event.version, valid_from=event.valid_from, valid_until=event.valid_until))
