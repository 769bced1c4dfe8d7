"""Limits of what the platform administrator may do to accounts, and how long accounts that ended keep personal data."""
from collections.abc import Iterable
from datetime import date, datetime, time

from services.identity.domain.accounts.roles import StaffRole
from shared.kernel.calendar import add_months
from shared.kernel.clock import AMSTERDAM
from shared.kernel.refusals import Conflict

KEPT_MONTHS = 6
"""Personal data of ended accounts (domain.md §7.6)."""


class OwnAccount(Conflict):
    """Nobody changes the role of the own account, or closes it."""


class LastAdministrator(Conflict):
    """Somebody must manage the platform."""


def ensure_not_self(actor_id: str, account_id: str) -> None:
    """Refuse an act on the actor's own account.

    :raises OwnAccount: if it is
    """
    if actor_id == account_id:
        raise OwnAccount("account.own", "Uw eigen account kunt u niet wijzigen of sluiten. Vraag het aan een andere beheerder.")


def ensure_another_administrator(roles: Iterable[str], administrators: int) -> None:
    """Refuse to take the last administrator away.

    :param roles: of the account that changes
    :param administrators: accounts in use with that role
    :raises LastAdministrator: if this is the only one
    """
    if StaffRole.PLATFORM_ADMIN in roles and administrators < 2:
        raise LastAdministrator("account.last_administrator", "Dit is de laatste beheerder. Maak eerst een andere.")


def erase_until(today: date) -> datetime:
    """Accounts that ended before this time hold no personal data any more, and older requests are gone."""
    return datetime.combine(add_months(today, -KEPT_MONTHS), time(), tzinfo=AMSTERDAM)
