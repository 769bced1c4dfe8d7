"""Recalculate the cases of a policy after a change of terms or cover."""
from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.billing import CoverRestored, CoverSuspended, PolicyAccepted


def follow_policy(session: Session, event: PolicyAccepted | CoverSuspended | CoverRestored) -> None:
    """Decide and calculate every case of the policy, under an exclusive lock on its terms (§4.5 for suspended cover)."""
    store.lock_terms(session, event.policy_number)
    recalculate(session, composite_ids=store.cases_of_policy(session, event.policy_number))
