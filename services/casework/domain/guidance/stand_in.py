"""Standing in for an absent casemanager or consultant (features C1)."""
from collections.abc import Set
from datetime import date, timedelta

from shared.kernel.refusals import Conflict, RuleViolated

REPLACED = frozenset({"casemanager", "absence_consultant"})
"""The roles in which somebody can be replaced."""
LONGEST = timedelta(days=366)
"""A longer absence asks for a hand-over to another fixed casemanager (R-023)."""


class AlreadyReplaced(Conflict):
    """Somebody already stands in on one of these days."""

    def __init__(self) -> None:
        super().__init__("stand_in.overlaps", "In deze periode is er al vervanging. Beëindig die eerst.", field="first_day")


def check_stand_in(first_day: date, last_day: date, *, today: date) -> None:
    """Refuse a period that is over, ends before it begins, or is longer than a year.

    :raises RuleViolated: ``stand_in.end_before_start``, ``stand_in.over`` or ``stand_in.too_long``
    """
    if last_day < first_day:
        raise RuleViolated("stand_in.end_before_start", "De laatste dag ligt vóór de eerste.", field="last_day")
    if last_day < today:
        raise RuleViolated("stand_in.over", "Deze periode is al voorbij.", field="last_day")
    if last_day - first_day > LONGEST:
        raise RuleViolated("stand_in.too_long", "Vervanging duurt hooguit een jaar. Draag de bedrijven anders over.",
                           field="last_day")


def check_roles(absent: Set[str], stand_in: Set[str]) -> None:
    """Refuse somebody who lacks a role of the absent one.

    :raises RuleViolated: ``stand_in.not_guiding`` if the absent one guides nobody, ``stand_in.other_role``
    """
    guiding = absent & REPLACED
    if not guiding:
        raise RuleViolated("stand_in.not_guiding", "Kies een casemanager of consultant die wordt vervangen.", field="absent_id")
    if not guiding <= stand_in:
        raise RuleViolated("stand_in.other_role", "De vervanger heeft niet dezelfde rol.", field="account_id")
