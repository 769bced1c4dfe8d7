"""The policies that a daily job looks at."""
from datetime import date

from sqlalchemy import Select, func, or_, select

from services.billing import store


def select_in_force(day: date) -> Select[str]:
    """Numbers of the policies with a version that may cover the day; the use case determines the version."""
    version = store.PolicyVersion
    return select(version.policy_number).group_by(version.policy_number).having(
        func.min(version.valid_from) <= day,
        or_(func.bool_or(version.valid_until.is_(None)), func.max(version.valid_until) >= day))
