"""Grants: what a person may do for one employer, and until when (domain.md §10.1; features I15)."""
from collections.abc import Iterable
from datetime import date, datetime

from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.rights import Right, in_order
from shared.fields.dates import years_after
from shared.kernel.refusals import Conflict, RuleViolated

GUEST_YEARS = 1
"""How long a third party has access unless the main contact chooses another day, and again after each review [assumption]."""


class EndInvalid(RuleViolated):
    """Only a third party's access ends on a day, and that day must be later than today."""


class LastManager(Conflict):
    """Nobody would be left who may manage rights."""


def is_live(*, ends_on: date | None, ended_at: datetime | None, today: date) -> bool:
    """Whether a grant gives access: it was not ended, and its end date is later than today."""
    return ended_at is None and (ends_on is None or today < ends_on)


def end_of_access(kind: AccountKind, wanted: date | None, *, today: date) -> date | None:
    """The first day without access: None for everybody but third parties, for whom it is a year from today by default.

    :raises EndInvalid: for a day that is not later than today, or a day for somebody else
    """
    if kind is not AccountKind.THIRD_PARTY:
        if wanted is not None:
            raise EndInvalid("grant.end_for_guests_only", "Alleen de toegang van een derde eindigt op een datum.",
                             field="ends_on")
        return None
    if wanted is not None and wanted <= today:
        raise EndInvalid("grant.end_in_past", "Kies een dag na vandaag.", field="ends_on")
    return wanted or years_after(today, GUEST_YEARS)


def effective_rights(granted: Iterable[str], *, is_deputy: bool) -> tuple[Right, ...]:
    """The rights that a person has now: a deputy of the main contact has all three."""
    return tuple(Right) if is_deputy else in_order(granted)


def ensure_manager_remains(managers: Iterable[str], *, without: str) -> None:
    """Refuse to take the right to manage rights from the last person who has it.

    :param managers: ids of the accounts that have the right and can use it
    :raises LastManager: if none remains
    """
    if not set(managers) - {without}:
        raise LastManager("right.last_manager", "Geef eerst een collega dit recht.", field="rights")
