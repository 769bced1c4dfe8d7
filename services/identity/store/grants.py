"""What each account may do for which employer, and who deputises for a main contact."""
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.accounts.account import OVER, AccountKind, AccountState
from services.identity.domain.accounts.grants import effective_rights, is_live
from services.identity.domain.accounts.rights import Right
from services.identity.store.accounts import Account, get_account
from services.identity.store.base import Base
from shared.db.session import Session
from shared.kernel.refusals import NotFound


class Grant(Base):
    """The rights of one account for one employer; a third party may have several, everybody else has one.

    :ivar ends_on: first day without access; None for no end
    :ivar ended_at: when an employer or the end date took the access away
    :ivar as_entered: name and telephone number as this employer typed them, if the account existed already: all that the
        employer sees of the person
    :ivar granted_by: the account that gave it last, or ``system``
    :ivar activated_at: when the person worked for this employer for the first time; None while invited
    :ivar last_used_at: the latest sign-in or switch to this employer
    :ivar last_reviewed_at: when the main contact confirmed it in the yearly review
    :ivar version: incremented by each visible change; the ETag
    """

    __tablename__ = "account_grant"
    __table_args__ = (Index("ix_account_grant_employer", "employer_id", "account_id"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    rights: Mapped[list[Any]]
    ends_on: Mapped[date | None] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    as_entered: Mapped[dict[str, Any] | None]
    granted_by: Mapped[str] = mapped_column(String(64))
    granted_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    last_reviewed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    def is_live(self, today: date) -> bool:
        """Whether it gives access on a day."""
        return is_live(ends_on=self.ends_on, ended_at=self.ended_at, today=today)


class Deputy(Base):
    """A period in which a colleague has the rights of the main contact.

    :ivar first: first day
    :ivar last: last day, inclusive
    """

    __tablename__ = "deputy"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(64), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    named_by: Mapped[str] = mapped_column(String(64))
    named_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


@dataclass(frozen=True, slots=True)
class Access:
    """What an account may do for one employer today."""

    employer_id: str
    rights: tuple[Right, ...]


def live_on(today: date) -> ColumnElement[bool]:
    """Whether a grant gives access on a day; the rule of `grants.is_live`."""
    return and_(Grant.ended_at.is_(None), or_(Grant.ends_on.is_(None), Grant.ends_on > today))


def is_due_for_review(session: Session, before: datetime) -> ColumnElement[bool]:
    """Whether a grant, joined with its account, was given or confirmed at `before` or earlier; never the main contact's."""
    return and_(live_on(session.clock.today()), Account.kind != AccountKind.MAIN_CONTACT, Account.state.not_in(OVER),
                func.coalesce(Grant.last_reviewed_at, Grant.granted_at) <= before)


def get_grant(session: Session, account_id: str, *, employer_id: str | None, lock: bool = False) -> Grant:
    """The grant of an account for an employer, also an ended one.

    :raises NotFound: if there is none
    """
    grant = session.get(Grant, (account_id, employer_id), with_for_update=lock or None) if employer_id else None
    if grant is None:
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return grant


def get_granted(session: Session, account_id: str, *, employer_id: str | None) -> tuple[Account, Grant]:
    """An account of an employer and its grant; locks first the account, then the grant.

    :raises NotFound: if there is none, or it is another employer's
    """
    get_grant(session, account_id, employer_id=employer_id)
    account = get_account(session, account_id, lock=True)
    return account, get_grant(session, account_id, employer_id=employer_id, lock=True)


def list_access(session: Session, account_id: str) -> list[Access]:
    """The employers for whom the account works today, the latest one first."""
    today = session.clock.today()
    deputised = set(session.scalars(select(Deputy.employer_id).where(
        Deputy.account_id == account_id, Deputy.ended_at.is_(None), Deputy.first <= today, Deputy.last >= today)))
    grants = session.scalars(select(Grant).where(Grant.account_id == account_id, live_on(today)).order_by(
        Grant.last_used_at.desc().nulls_last(), Grant.granted_at, Grant.employer_id))
    return [Access(grant.employer_id, effective_rights(grant.rights, is_deputy=grant.employer_id in deputised))
            for grant in grants]


def find_access(session: Session, account_id: str, *, employer_id: str | None = None) -> Access | None:
    """What the account may do for an employer, or for the one it worked for last; None if nothing."""
    return next((one for one in list_access(session, account_id) if employer_id in (None, one.employer_id)), None)


def may_work(session: Session, account: Account) -> bool:
    """Whether the account has somebody to work for: staff always, others while a grant is live."""
    return account.kind == AccountKind.STAFF or find_access(session, account.id) is not None


def list_managers(session: Session, employer_id: str | None) -> list[str]:
    """The accounts that can manage rights of an employer, of which no other transaction takes the right until the commit.

    Called before accounts are locked. A lock-out does not count, because it passes by itself; neither does a deputy.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"managers of {employer_id}", 0))))
    rows = session.execute(select(Grant, Account.state).join(Account, Account.id == Grant.account_id).where(
        Grant.employer_id == employer_id, live_on(session.clock.today())))
    return [grant.account_id for grant, state in rows
            if Right.RIGHTS_MANAGEMENT in grant.rights and state not in OVER]


def list_holders(session: Session, employer_id: str, right: Right) -> list[Account]:
    """The active accounts that hold a right of an employer today; a deputy holds all rights."""
    today = session.clock.today()
    deputies = set(session.scalars(select(Deputy.account_id).where(
        Deputy.employer_id == employer_id, Deputy.ended_at.is_(None), Deputy.first <= today, Deputy.last >= today)))
    rows = session.execute(select(Grant, Account).join(Account, Account.id == Grant.account_id).where(
        Grant.employer_id == employer_id, live_on(today), Account.state == AccountState.ACTIVE).order_by(Account.id))
    return [account for grant, account in rows
            if right in effective_rights(grant.rights, is_deputy=account.id in deputies)]
