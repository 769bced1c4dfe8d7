"""The composite case of each absence of an employee (R-010, domain.md §2.2)."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell
from shared.law.sickness import composite_cases


@dataclass(frozen=True, slots=True)
class Membership:
    """The composite case of an absence.

    :ivar previous: number of the preceding absence in the case, with the gap in calendar days
    """

    composite_id: str
    composite_first_sick_day: date
    previous: str | None = None
    gap_days: int | None = None


def memberships(spells: Iterable[Spell], maternity_leaves: Sequence[Period]) -> dict[str, Membership]:
    """The case of each absence, by absence number."""
    result = {}
    for case in composite_cases(spells, maternity_leaves):
        first = case.spells[0]
        result[first.absence_number] = Membership(first.absence_number, first.first_sick_day)
        for previous, spell in zip(case.spells, case.spells[1:], strict=False):
            gap = (spell.first_sick_day - previous.recovered_on).days if previous.recovered_on else 0
            result[spell.absence_number] = Membership(first.absence_number, first.first_sick_day,
                                                      previous.absence_number, gap)
    return result


def case_of(absence_number: str, spells: Iterable[Spell], maternity_leaves: Sequence[Period]) -> CompositeCase:
    """The composite case in which an absence lies."""
    return next(case for case in composite_cases(spells, maternity_leaves)
                if any(spell.absence_number == absence_number for spell in case.spells))
