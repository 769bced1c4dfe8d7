"""The yearly review of rights: the main contact confirms each account or takes it away (feature I15)."""
from datetime import date, datetime, timedelta

GRACE = timedelta(days=30)
"""Time for a review before it counts as overdue [assumption]."""
REMIND_AFTER = timedelta(days=14)
"""Time between two mails about a review that is not done [assumption]."""


def reviewed_before(now: datetime, *, days: int) -> datetime:
    """Grants that were given or reviewed at this time or earlier are due for review.

    :param days: the period between two reviews
    """
    return now - timedelta(days=days)


def overdue_before(now: datetime, *, days: int) -> datetime:
    """Grants that were given or reviewed at this time or earlier should have been reviewed."""
    return reviewed_before(now, days=days) - GRACE


def is_reminder_due(mailed_on: date, today: date) -> bool:
    """Whether the main contact is mailed again about a review that is not done."""
    return today >= mailed_on + REMIND_AFTER
