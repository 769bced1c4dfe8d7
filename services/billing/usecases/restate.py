"""Builds the snapshot of a policy for a reader that missed events."""
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from services.billing import store
from services.billing.publishing import policy_accepted
from shared.db.session import Session
from shared.events.billing import CoverRestored, CoverSuspended, EndedSuspension, PolicySnapshot


def restate_policy(session: Session, policy_number: str) -> PolicySnapshot | None:
    """Snapshot of all versions of a policy and its periods without cover; None if the policy does not exist."""
    policy = session.get(store.Policy, policy_number)
    if policy is None:
        return None
    versions = store.list_versions(session, [policy_number])[policy_number]
    rows = session.scalars(select(store.CoverSuspension).where(store.CoverSuspension.policy_number == policy_number))
    who = {"policy_number": policy_number, "employer_id": policy.employer_id}
    times = list(times_without_cover([(row.suspended_from, row.restored_from) for row in rows]))
    return PolicySnapshot(
        policy_number=policy_number, versions=tuple(policy_accepted(policy, row) for row in versions),
        ended_suspensions=tuple(
            EndedSuspension(suspended=CoverSuspended(**who, suspended_from=start),
                            restored=CoverRestored(**who, restored_from=end))
            for start, end in times if end is not None),
        suspension=next((CoverSuspended(**who, suspended_from=start) for start, end in times if end is None), None))


def times_without_cover(suspensions: list[tuple[date, date | None]]) -> Iterator[tuple[date, date | None]]:
    """Merge overlapping suspensions into periods without cover, as published: each ends with its last suspension.

    :param suspensions: first day without cover, and first day with restored cover, None while suspended
    """
    start: date | None = None
    end: date | None = None
    for first, restored in sorted(suspensions, key=lambda each: each[0]):
        if start is not None and end is not None and first >= end:
            yield start, end
            start = None
        if start is None:
            start, end = first, restored
        elif end is not None:
            end = None if restored is None else max(end, restored)
    if start is not None:
        yield start, end
