"""End the access of third parties on their end date (I15)."""
from datetime import date, datetime

from sqlalchemy import select

from services.identity.store import Grant, get_granted
from services.identity.usecases.grants.end_access import end_grant
from shared.db.session import Session


def list_ending(session: Session, on: date) -> list[str]:
    """Account and employer of the grants whose first day without access has come."""
    found = select(Grant.account_id, Grant.employer_id).where(Grant.ended_at.is_(None), Grant.ends_on <= on)
    return [f"{account_id} {employer_id}" for account_id, employer_id in session.execute(found)]


def end_guest(session: Session, key: str, *, on: date, now: datetime) -> None:
    """End one grant, unless it was extended or ended meanwhile.

    :param key: an item of `list_ending`
    :param now: the machine's time, which tokens use
    """
    account_id, employer_id = key.split()
    account, grant = get_granted(session, account_id, employer_id=employer_id)
    if grant.ended_at is None and grant.ends_on is not None and grant.ends_on <= on:
        end_grant(session, account, grant, ended_by="system", reason="END_DATE", now=now)
