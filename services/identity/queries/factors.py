"""The second factors of an account: as the owner manages them, and as a login may choose among them."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.domain.accounts.contact import PhoneNumber
from services.identity.domain.login.factors import Factor
from services.identity.store import find_app, get_account, list_passkeys, list_recovery_codes
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """A passkey for its owner."""

    id: str
    name: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class FactorsView:
    """The factors of an account.

    :ivar phone: the last digits of the number for the code by SMS
    :ivar app_added_at: None without an app
    :ivar recovery_codes: number of unused recovery codes
    """

    phone: str
    app_added_at: datetime | None
    passkeys: tuple[PasskeyView, ...]
    recovery_codes: int


def get_own_factors(session: Session, *, account_id: str) -> FactorsView:
    """The factors of the own account.

    :raises NotFound: if there is no such account
    """
    account, app = get_account(session, account_id), find_app(session, account_id)
    passkeys = tuple(PasskeyView(one.id, one.name, one.added_at, one.last_used_at) for one in list_passkeys(session, account_id))
    return FactorsView(PhoneNumber(account.phone).masked, app.confirmed_at if app else None, passkeys,
                       len(list_recovery_codes(session, account_id)))


def list_ways(session: Session, *, account_id: str) -> list[Factor]:
    """The other ways to take the second step, strongest first; the code by SMS or e-mail is always there besides."""
    ways = {Factor.PASSKEY: bool(list_passkeys(session, account_id)), Factor.TOTP: find_app(session, account_id) is not None,
            Factor.RECOVERY_CODE: bool(list_recovery_codes(session, account_id))}
    return [factor for factor, is_there in ways.items() if is_there]
