"""Billing accepted a policy or a new version of it: keep what a main contact's request is checked against."""
from services.identity.store import Policy
from shared.db.session import Session
from shared.events.billing import PolicyAccepted


def keep_policy(session: Session, *, event: PolicyAccepted) -> None:
    """Insert or replace by a higher version; an older one that arrives late changes nothing."""
    policy = session.get(Policy, event.policy_number, with_for_update=True)
    if policy is None:
        session.add(Policy(
            policy_number=event.policy_number, employer_id=event.employer_id, company_name=event.company_name,
            version=event.version, valid_from=event.valid_from, valid_until=event.valid_until))
        return
    if event.version > policy.version:
        policy.company_name, policy.version = event.company_name, event.version
        policy.valid_until = event.valid_until
