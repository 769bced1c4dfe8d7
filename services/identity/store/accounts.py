"""Accounts, and the copy of policies that requests for main contacts are checked against."""
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, Text, event, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.accounts.account import OVER, AccountKind, AccountState, shown_state
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.store.base import Base
from shared.db.session import Session
from shared.kernel.folding import fold
from shared.kernel.refusals import NotFound


class Account(Base):
    """One person with one username and one e-mail address (R-175). What the person may do is in the grants.

    :ivar employer_id: the employer for which the account was made; None for staff
    :ivar phone: the mobile number for codes, shown to nobody else
    :ivar work_phone: of staff, shown to the employers that they guide
    :ivar temporary_until: last day of a temporary password; None once the person chose a password
    :ivar ended_at: when it was blocked or closed
    :ivar erased_at: when its personal data was erased
    :ivar search_text: folded: name, username and address; kept by each write of the row
    :ivar locked_until: end of the latest lock-out of any source, for those who manage the account; it decides nothing
    :ivar version: incremented by each visible change; the ETag
    :ivar access_generation: incremented when access tokens must be refused; tokens carry the one of their issue
    """

    __tablename__ = "account"
    __table_args__ = (
        Index("uq_account_main_contact", "employer_id", unique=True,
              postgresql_where=text("kind = 'MAIN_CONTACT' AND state <> 'CLOSED'")),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    employer_id: Mapped[str | None] = mapped_column(String(64), index=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    phone: Mapped[str] = mapped_column(String(16))
    work_phone: Mapped[str | None] = mapped_column(String(16))
    salutation: Mapped[str] = mapped_column(String(10))
    first_name: Mapped[str] = mapped_column(String(80))
    infix: Mapped[str | None] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    search_text: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[Any]]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    temporary_until: Mapped[date | None]
    password_changed_at: Mapped[datetime | None]
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[str | None] = mapped_column(String(64))
    ended_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    access_generation: Mapped[int] = mapped_column(default=1)

    @property
    def lifecycle(self) -> AccountState:
        """The stored state."""
        return AccountState(self.state)

    def shown_state(self, now: datetime) -> AccountState:
        """The visible state."""
        return shown_state(self.lifecycle, locked_until=self.locked_until, now=now)

    @property
    def person(self) -> Person:
        """The person of the account."""
        return Person(Salutation(self.salutation), self.first_name, self.last_name, self.infix)


@event.listens_for(Account, "before_insert")
@event.listens_for(Account, "before_update")
def _keep_search_text(_mapper: object, _connection: object, account: Account) -> None:
    parts = (account.first_name, account.infix, account.last_name, account.username, account.email)
    account.search_text = fold(" ".join(part for part in parts if part))


class Policy(Base):
    """Identity's copy of a policy, to check requests for main contacts and to find accounts by company.

    :ivar search_name: the company name as it is searched
    """

    __tablename__ = "policy"

    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(64), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    search_name: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]

    def has_ended(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.valid_until is not None and self.valid_until < today


def get_account(session: Session, account_id: str, *, lock: bool = False) -> Account:
    """One account, optionally locked.

    :raises NotFound: if there is none
    """
    account = session.get(Account, account_id, with_for_update=lock or None)
    if account is None:
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return account


def hold_account(session: Session, account_id: str) -> Account | None:
    """An account that no other transaction can block, or end a session of, until tokens for it are stored."""
    return session.get(Account, account_id, with_for_update={"read": True, "key_share": True})


def is_username_taken(session: Session, username: str) -> bool:
    """Whether an account has the username."""
    return session.scalar(select(Account.id).where(Account.username == username)) is not None


def lock_email(session: Session, email: str) -> None:
    """Lock an e-mail address, ignoring case, so that no concurrent transaction can assign it to another account."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(email.lower(), 0))))


def is_email_taken(session: Session, email: str) -> bool:
    """Whether an account has the address, ignoring case."""
    return session.scalar(select(Account.id).where(func.lower(Account.email) == email.lower())) is not None


def find_by_email(session: Session, email: str) -> Account | None:
    """The account with the address, ignoring case."""
    return session.scalars(select(Account).where(func.lower(Account.email) == email.lower())).one_or_none()


def has_main_contact(session: Session, employer_id: str) -> bool:
    """Whether the employer has a main contact whose account is not closed."""
    found = select(Account.id).where(Account.employer_id == employer_id, Account.kind == AccountKind.MAIN_CONTACT,
                                     Account.state != AccountState.CLOSED)
    return session.scalar(found) is not None


def release_unused_email(session: Session, email: str) -> None:
    """Free the address of an account that was blocked, closed or refused before its first login: its person may ask again."""
    account = find_by_email(session, email)
    if account is not None and account.lifecycle in OVER and account.activated_at is None:
        account.email = nobody_at(account.id)
        session.flush()


def nobody_at(account_id: str) -> str:
    """The address of an account that keeps none, at a domain that never receives mail (RFC 2606)."""
    return f"{account_id}@verwijderd.invalid"


def company_names(session: Session, employer_ids: Iterable[str]) -> dict[str, str]:
    """The company names of employers by id, from their latest policies; an employer without a policy is left out."""
    rows = session.execute(select(Policy.employer_id, Policy.company_name).where(
        Policy.employer_id.in_(set(employer_ids))).order_by(Policy.valid_from, Policy.policy_number))
    return {row.employer_id: row.company_name for row in rows}


def company_name(session: Session, employer_id: str) -> str:
    """The company name of one employer."""
    return company_names(session, [employer_id]).get(employer_id, "Een bedrijf")
