"""Decide and calculate cases again after a change of their facts."""
from collections.abc import Collection

from services.claims import store
from services.claims.usecases.benefits.calculate_cases import calculate_cases
from services.claims.usecases.claim.follow_wages import follow_wages
from services.claims.usecases.claim.judge_claims import judge_claims
from shared.db.session import Session


def recalculate(session: Session, *, composite_ids: Collection[str]) -> None:
    """Recalculate claims and completed months; the number of statements does not depend on the number of cases."""
    if not composite_ids:
        return
    session.flush()
    cases = store.load_cases(session, composite_ids)
    judge_claims(session, [cases[composite_id] for composite_id in sorted(cases)])
    follow_wages(session, list(cases.values()))
    calculate_cases(session, composite_ids, cases)
