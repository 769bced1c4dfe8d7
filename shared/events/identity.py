"""Events published by the identity service. Key: the account. They contain no names and no addresses."""
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
class AccountCreated(AccountEvent):
    """An account exists and waits for its first login (E01)."""

    TYPE = "nl.verzuim.identity.account.created.v1"
    kind: AccountKind
    rights: tuple[Right, ...]
    roles: tuple[str, ...] = ()


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
class AccountBlocked(AccountEvent):
    """An account was blocked (E05)."""

    TYPE = "nl.verzuim.identity.account.blocked.v1"
    blocked_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountSnapshot(Snapshot):
    """The present state of an account. Emitted by restate_account for a reader that missed events."""

    TYPE = "nl.verzuim.identity.account.restated.v1"
    KEY = "account_id"
    account_id: str
    created: AccountCreated
    blocked: AccountBlocked | None = None
