"""The policies that a daily job handles."""
from datetime import date

from sqlalchemy import func, or_, select

from services.billing import store
from shared.db.session import Session


def list_policies_in_force(session: Session, day: date) -> list[str]:
    """Numbers of the policies of which any version may cover a day; which version does, the use case finds out."""
    version = store.PolicyVersion
    query = select(version.policy_number).group_by(version.policy_number).having(
        func.min(version.valid_from) <= day,
        or_(func.bool_or(version.valid_until.is_(None)), func.max(version.valid_until) >= day))
    return list(session.scalars(query))
