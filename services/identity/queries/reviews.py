"""The yearly review of rights, and the deputies of a main contact."""
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.review import overdue_before, reviewed_before
from services.identity.store import Account, Deputy, Grant, is_due_for_review
from shared.db.session import Session
from shared.web.pages import Page, page

MOST = 200


@dataclass(frozen=True, slots=True)
class Review:
    """Accounts of an employer to review, at most 200.

    :ivar overdue: how many of them wait for more than a month
    """

    items: Sequence[AccountView]
    overdue: int


def find_review(session: Session, *, employer_id: str | None, days: int) -> Review:
    """The accounts whose rights were given or confirmed more than `days` days ago; never the main contact's."""
    now, today = session.clock.now(), session.clock.today()
    since = func.coalesce(Grant.last_reviewed_at, Grant.granted_at)
    rows = session.execute(select(Grant, Account).join(Account, Account.id == Grant.account_id).where(
        Grant.employer_id == employer_id, is_due_for_review(session, reviewed_before(now, days=days))).order_by(
        since, Grant.account_id).limit(MOST)).all()
    late = overdue_before(now, days=days)
    return Review([view_of(account, grant, now, today) for grant, account in rows],
                  sum((grant.last_reviewed_at or grant.granted_at) <= late for grant, _ in rows))


def count_overdue_reviews(session: Session, *, days: int) -> int:
    """Grants of all employers whose review is overdue."""
    late = overdue_before(session.clock.now(), days=days)
    return session.scalar(select(func.count()).select_from(Grant).join(Account, Account.id == Grant.account_id).where(
        is_due_for_review(session, late))) or 0


def list_deputies(session: Session, *, employer_id: str | None, cursor: str | None, limit: int) -> Page[Deputy]:
    """The deputies of one employer, latest first."""
    found = select(Deputy).where(Deputy.employer_id == employer_id)
    return page(session, found, key=Deputy.id, view=lambda row: row, cursor=cursor, limit=limit, is_newest_first=True)
