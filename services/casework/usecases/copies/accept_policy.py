"""Keep casework's copy of a policy, and see to it that its employer has a casemanager."""
from services.casework import store
from services.casework.usecases.guidance.assign_team import assign_team
from shared.db.session import Session
from shared.events.billing import PolicyAccepted


def accept_policy(session: Session, *, event: PolicyAccepted) -> None:
    """Insert or replace by a newer version."""
    known = session.get(store.Policy, event.policy_number)
    if known is not None and known.version >= event.version:
        return
    session.merge(store.Policy(
        policy_number=event.policy_number, employer_id=event.employer_id, company_name=event.company_name,
        postcode=event.postcode, version=event.version, valid_from=event.valid_from, valid_until=event.valid_until,
        guidance_from=event.guidance_from))
    session.flush()
    assign_team(session, event.employer_id)
