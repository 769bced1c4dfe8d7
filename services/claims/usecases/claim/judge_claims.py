"""Decide whether cases are insured: in treatment, or rejected with a reason; repeated when a fact changes (R-063)."""
from collections.abc import Iterable

from services.claims import publishing, store
from services.claims.domain.benefits.cover import why_not_covered
from services.claims.domain.claim.claim import ClaimStatus, judged
from shared.db.session import Session
from shared.messaging.outbox import publish


def judge_claims(session: Session, cases: Iterable[store.KnownCase]) -> None:
    """Set the status of each claim of the cases, and publish those that changed.

    A claim stays new until its policy is known, and is decided when the policy arrives.
    """
    for case in cases:
        if case.facts is None or not case.is_insured:
            continue
        reason = why_not_covered(case.facts)
        for member in case.members:
            status = judged(ClaimStatus(member.claim_status), reason)
            if (member.claim_status, member.claim_reason) != (status, reason):
                member.claim_status, member.claim_reason = status.value, reason and reason.value
                member.claim_judged_at = session.clock.now()
                publish(session, publishing.claim_judged(member))
