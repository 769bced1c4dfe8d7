"""The tables of identity: accounts, policies, logins, codes, tokens and keys. Secrets are stored hashed or encrypted."""
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, String, Text, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.identity.domain.accounts.account import AccountKind, AccountState, shown_state
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.domain.login.code import IssuedCode
from services.identity.domain.login.lockout import Lockout
from shared.db.session import Session
from shared.db.types import TYPES, new_metadata
from shared.kernel.refusals import NotFound


class Base(DeclarativeBase):
    """Mapped classes of identity."""

    metadata = new_metadata()
    type_annotation_map = TYPES


class Account(Base):
    """One person with one username and one e-mail address (R-175).

    :ivar temporary_until: last day of a temporary password; None once the person chose a password
    :ivar version: incremented by each visible change; the ETag
    """

    __tablename__ = "account"
    __table_args__ = (
        Index("uq_account_main_contact", "employer_id", unique=True, postgresql_where=text("kind = 'MAIN_CONTACT'")),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    employer_id: Mapped[str | None] = mapped_column(String(64), index=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    phone: Mapped[str] = mapped_column(String(16))
    salutation: Mapped[str] = mapped_column(String(10))
    first_name: Mapped[str] = mapped_column(String(80))
    infix: Mapped[str | None] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    rights: Mapped[list[Any]]
    roles: Mapped[list[Any]]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    temporary_until: Mapped[date | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)

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

    @property
    def lockout(self) -> Lockout:
        """The lock-out as a domain value."""
        return Lockout(self.failures, self.locked_until)

    @lockout.setter
    def lockout(self, value: Lockout) -> None:
        self.failures, self.locked_until = value.failures, value.locked_until


class Policy(Base):
    """Identity's copy of a policy, to check requests for main contacts."""

    __tablename__ = "policy"

    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(64), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    version: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Login(Base):
    """A login in one browser, and afterwards the session at the provider. Only a digest of the cookie is stored.

    :ivar continue_to: query of the authorization request that waits for this login
    """

    __tablename__ = "login"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    continue_to: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    authenticated_at: Mapped[datetime | None]


class VerificationCode(Base):
    """A code of the second step, stored as a random seed and a keyed digest."""

    __tablename__ = "verification_code"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    seed: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]

    @property
    def issued(self) -> IssuedCode:
        """The code as a domain value."""
        return IssuedCode(self.seed, self.digest, self.expires_at, self.attempts, self.used_at is not None)


class CodeSending(Base):
    """A sent message with a code, to enforce the minimum interval and the maximum per hour."""

    __tablename__ = "code_sending"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    code_id: Mapped[str] = mapped_column(ForeignKey("verification_code.id", ondelete="CASCADE"), index=True)
    sent_at: Mapped[datetime]


class SentMessage(Base):
    """A sent message, stored outside production only."""

    __tablename__ = "sent_message"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]


class OAuthClient(Base):
    """A program that may request tokens.

    :ivar details: RFC 7591 client metadata: redirect_uris, scope, grant_types, jwks, and our employer_id, rights, roles
    """

    __tablename__ = "oauth_client"

    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    secret_digest: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]]


class AuthorizationCode(Base):
    """An authorization code; kept after use to detect replays."""

    __tablename__ = "oauth_code"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    client_id: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[str] = mapped_column(String(64))
    login_id: Mapped[str] = mapped_column(String(36))
    redirect_uri: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    nonce: Mapped[str | None] = mapped_column(Text)
    code_challenge: Mapped[str | None] = mapped_column(String(128))
    code_challenge_method: Mapped[str | None] = mapped_column(String(8))
    auth_time: Mapped[int] = mapped_column(BigInteger)
    amr: Mapped[list[Any]]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    used_family: Mapped[str | None] = mapped_column(String(32))


class RefreshToken(Base):
    """A refresh token in a chain; a family contains all tokens from one authorization code.

    :ivar login_id: the browser session of the family, whose logout revokes it
    :ivar rotated: whether it was exchanged; False on a revoked token means logout, revocation or reuse
    """

    __tablename__ = "oauth_refresh_token"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    family: Mapped[str] = mapped_column(String(32), index=True)
    client_id: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[str] = mapped_column(String(64), index=True)
    login_id: Mapped[str] = mapped_column(String(36), index=True)
    scope: Mapped[str] = mapped_column(Text)
    auth_time: Mapped[int] = mapped_column(BigInteger)
    amr: Mapped[list[Any]]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    revoked_at: Mapped[datetime | None]
    rotated: Mapped[bool] = mapped_column(default=False)


class SpentToken(Base):
    """The id of a token that must be refused: a revoked access token or a used client assertion."""

    __tablename__ = "oauth_spent_token"

    jti: Mapped[str] = mapped_column(String(160), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class SigningKey(Base):
    """A key pair; the private key is encrypted with the service's secret."""

    __tablename__ = "oauth_signing_key"

    kid: Mapped[str] = mapped_column(String(64), primary_key=True)
    public: Mapped[dict[str, Any]]
    encrypted: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


def get_account(session: Session, account_id: str, *, lock: bool = False) -> Account:
    """One account, optionally locked.

    :raises NotFound: if there is none
    """
    account = session.get(Account, account_id, with_for_update=lock or None)
    if account is None:
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return account


def get_account_of(session: Session, account_id: str, *, employer_id: str | None) -> Account:
    """One account of an employer, locked.

    :raises NotFound: if there is none, or it is another employer's
    """
    account = get_account(session, account_id, lock=True)
    if employer_id is None or account.employer_id != employer_id:
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return account


def is_username_taken(session: Session, username: str) -> bool:
    """Whether an account has the username."""
    return session.scalar(select(Account.id).where(Account.username == username)) is not None


def lock_email(session: Session, email: str) -> None:
    """Lock an e-mail address, ignoring case, so that no concurrent transaction can assign it to another account."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(email.lower(), 0))))


def is_email_taken(session: Session, email: str) -> bool:
    """Whether an account has the address, ignoring case."""
    return session.scalar(select(Account.id).where(func.lower(Account.email) == email.lower())) is not None


def has_main_contact(session: Session, employer_id: str) -> bool:
    """Whether the employer has a main contact."""
    found = select(Account.id).where(Account.employer_id == employer_id, Account.kind == AccountKind.MAIN_CONTACT)
    return session.scalar(found) is not None
