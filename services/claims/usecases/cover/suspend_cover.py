"""Suspend cover for unpaid premium, and restore it (§4.5)."""
from datetime import timedelta

from sqlalchemy import select

from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.billing import CoverRestored, CoverSuspended


def suspend_cover(session: Session, *, event: CoverSuspended) -> None:
    """New cases that begin from that day on are not covered."""
    store.lock_terms(session, event.policy_number)
    session.merge(store.CoverSuspension(policy_number=event.policy_number, start=event.suspended_from, end=None))
    recalculate(session, composite_ids=store.cases_of_policy(session, event.policy_number))


def restore_cover(session: Session, *, event: CoverRestored) -> None:
    """Close the suspension that is open."""
    store.lock_terms(session, event.policy_number)
    query = select(store.CoverSuspension).where(store.CoverSuspension.policy_number == event.policy_number,
                                                store.CoverSuspension.end.is_(None))
    for suspension in session.scalars(query):
        suspension.end = max(suspension.start, event.restored_from - timedelta(days=1))
    recalculate(session, composite_ids=store.cases_of_policy(session, event.policy_number))
