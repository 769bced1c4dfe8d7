"""The January round: when it opens, until when data are asked for, and whose data changed (R-017)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

DEADLINE = (1, 31)
"""Month and day unless a setting gives others (domain.md §13)."""


class CampaignState(StrEnum):
    """Whether the employer submitted the data of a round; late after the deadline."""

    OPEN = "OPEN"
    LATE = "LATE"
    SUBMITTED = "SUBMITTED"


class Change(StrEnum):
    """What changed for an employee in the past year."""

    JOINED = "JOINED"
    LEFT = "LEFT"
    WAGE = "WAGE"
    HOURS = "HOURS"


@dataclass(frozen=True, slots=True)
class Terms:
    """Annual wage in euros and weekly hours, valid from a day."""

    valid_from: date
    annual_wage: Decimal
    contract_hours: Decimal


def opening_day(year: int) -> date:
    """The first day of the round, on which the wages of the new year begin."""
    return date(year, 1, 1)


def deadline_of(year: int, deadline: tuple[int, int] = DEADLINE) -> date:
    """The last day to submit.

    :param deadline: month and day of every year
    """
    return date(year, *deadline)


def state_of(deadline: date, *, is_submitted: bool, today: date) -> CampaignState:
    """The state of a round."""
    if is_submitted:
        return CampaignState.SUBMITTED
    return CampaignState.LATE if today > deadline else CampaignState.OPEN


def terms_on(terms: Sequence[Terms], day: date) -> Terms:
    """Wage and hours on a day; before the first, the first.

    :param terms: oldest first, at least one
    """
    return next((one for one in reversed(terms) if one.valid_from <= day), terms[0])


def changes_in(year: int, *, employed_from: date, employed_until: date | None, terms: Sequence[Terms]) -> tuple[Change, ...]:
    """What changed from 2 January of the year before the round until 1 January of the round.

    :param year: of the round
    :param terms: oldest first, at least one
    """
    before, now = opening_day(year - 1), opening_day(year)
    old, new = terms_on(terms, before), terms_on(terms, now)
    found = {Change.JOINED: before < employed_from <= now, Change.LEFT: employed_until is not None and employed_until <= now,
             Change.WAGE: old.annual_wage != new.annual_wage, Change.HOURS: old.contract_hours != new.contract_hours}
    return tuple(change for change, holds in found.items() if holds)
