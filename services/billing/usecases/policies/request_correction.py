"""Ask an employer to correct an employee's data that a report disputed (R-016)."""
from services.billing import store
from shared.db.session import Session
from shared.events.absence import DataDisputeRaised
from shared.events.billing import DataCorrectionRequested
from shared.messaging.outbox import publish


def request_correction(session: Session, *, event: DataDisputeRaised) -> None:
    """Publish the request for the policy of the disputed employee."""
    policy = store.lock_policy(session, event.policy_number)
    if policy is not None:
        publish(session, DataCorrectionRequested(policy_number=policy.policy_number, employer_id=policy.employer_id,
                                                 dispute_id=event.dispute_id))
