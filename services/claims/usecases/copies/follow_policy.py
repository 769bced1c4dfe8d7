"""Recalculate the cases of a policy after its terms or its cover changed."""
from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.billing import CoverRestored, CoverSuspended, PolicyAccepted


def follow_policy(session: Session, event: PolicyAccepted | CoverSuspended | CoverRestored) -> None:
    """Judge and calculate every case of the policy, alone with its terms (§4.5 for a suspended cover)."""
    store.lock_terms(session, event.policy_number)
    recalculate(session, composite_ids=store.cases_of_policy(session, event.policy_number))
