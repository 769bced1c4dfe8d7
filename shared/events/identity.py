"""Events published by the identity service. Key: the account. They name staff only, with the number at work; nobody else."""
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.events.base import Event
from shared.events.snapshot import Snapshot


class Right(StrEnum):
    """The three rights that an employer grants (R-181…R-183)."""

    RIGHTS_MANAGEMENT = "RIGHTS_MANAGEMENT"
    EMPLOYEE_DATA = "EMPLOYEE_DATA"
    SICK_REPORTS = "SICK_REPORTS"


class AccountKind(StrEnum):
    """Kind of account holder (domain.md §10.1)."""

    MAIN_CONTACT = "MAIN_CONTACT"
    COLLEAGUE = "COLLEAGUE"
    THIRD_PARTY = "THIRD_PARTY"
    STAFF = "STAFF"


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Common to all events about one account."""

    KEY = "account_id"
    account_id: str
    employer_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class StaffPerson:
    """How an employer reaches a member of staff; never logged.

    :ivar phone: the number at work in E.164; None if there is none of the own
    """

    name: str
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class AccountCreated(AccountEvent):
    """An account exists and waits for its first login (E01).

    :ivar person: of staff; None for others, and in events of before this field
    """

    TYPE = "nl.verzuim.identity.account.created.v1"
    kind: AccountKind
    rights: tuple[Right, ...]
    roles: tuple[str, ...] = ()
    person: StaffPerson | None = None


@dataclass(frozen=True, kw_only=True)
class AccountActivated(AccountEvent):
    """The account holder completed the first login and chose a password (E02)."""

    TYPE = "nl.verzuim.identity.account.activated.v1"
    FOR_WHOM = "audit"
    activated_at: datetime


@dataclass(frozen=True, kw_only=True)
class RightsChanged(AccountEvent):
    """The rights of an account changed (E03); earlier tokens are invalid."""

    TYPE = "nl.verzuim.identity.rights.changed.v1"
    FOR_WHOM = "audit; the next token carries the rights"
    before: tuple[Right, ...]
    after: tuple[Right, ...]
    changed_by: str


@dataclass(frozen=True, kw_only=True)
class EmailChanged(AccountEvent):
    """An account has another e-mail address (E04), which the event does not contain; earlier tokens are invalid."""

    TYPE = "nl.verzuim.identity.email.changed.v1"
    FOR_WHOM = "audit; identity sends the mails, and no service keeps addresses"
    requested_by: str
    executed_by: str


@dataclass(frozen=True, kw_only=True)
class RolesChanged(AccountEvent):
    """A member of staff has other roles, or another number at work.

    :ivar person: None in events of before this field
    """

    TYPE = "nl.verzuim.identity.roles.changed.v1"
    roles: tuple[str, ...]
    person: StaffPerson | None = None


@dataclass(frozen=True, kw_only=True)
class AccountBlocked(AccountEvent):
    """An account was blocked or closed (E05)."""

    TYPE = "nl.verzuim.identity.account.blocked.v1"
    blocked_on: date
    reason: str


class RevokedKind(StrEnum):
    """What an AccessRevoked names.

    :cvar ACCOUNT: tokens of an account or program that were issued before a change
    :cvar SESSION: all tokens from one sign-in
    :cvar TOKEN: one token
    """

    ACCOUNT = "ACCOUNT"
    SESSION = "SESSION"
    TOKEN = "TOKEN"


class RevocationReason(StrEnum):
    """Why access tokens are refused before they expire."""

    ACCOUNT_BLOCKED = "ACCOUNT_BLOCKED"
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED"
    RIGHTS_CHANGED = "RIGHTS_CHANGED"
    GRANT_ENDED = "GRANT_ENDED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"
    FACTOR_CHANGED = "FACTOR_CHANGED"
    CONTACT_CHANGED = "CONTACT_CHANGED"
    SESSION_ENDED = "SESSION_ENDED"
    ALL_SESSIONS_ENDED = "ALL_SESSIONS_ENDED"
    TOKEN_REVOKED = "TOKEN_REVOKED"
    TOKEN_REUSED = "TOKEN_REUSED"
    CLIENT_CHANGED = "CLIENT_CHANGED"
    CLIENT_CLOSED = "CLIENT_CLOSED"


@dataclass(frozen=True, kw_only=True)
class AccessRevoked(Event):
    """Access tokens must be refused from now on, although they have not expired (I14).

    :ivar account_id: the subject of the tokens, an account or a program
    :ivar subject_id: claim of the tokens that are refused: `sub`, `sid` or `jti`, by kind
    :ivar generation: of an ACCOUNT: tokens whose claim `generation` is lower are refused, so that one that was issued while
        the account was being changed is refused and one issued after it is not
    :ivar revoked_at: the machine's time, as in tokens
    """

    TYPE = "nl.verzuim.identity.access.revoked.v1"
    KEY = "account_id"
    account_id: str
    kind: RevokedKind
    subject_id: str
    generation: int | None = None
    reason: RevocationReason
    revoked_at: datetime


@dataclass(frozen=True, kw_only=True)
class AccountSnapshot(Snapshot):
    """The present state of an account. Emitted by restate_account for a reader that missed events.

    :ivar revoked: revocations of tokens that may not have expired
    """

    TYPE = "nl.verzuim.identity.account.restated.v1"
    KEY = "account_id"
    STANDS_FOR = (RolesChanged,)
    account_id: str
    created: AccountCreated
    blocked: AccountBlocked | None = None
    revoked: tuple[AccessRevoked, ...] = ()
