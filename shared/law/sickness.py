"""Which spells of sickness the law counts as one case (7:629 lid 10 BW, domain.md §2.2)."""
from collections.abc import Iterable, Sequence
from datetime import date

from shared.kernel.period import Period
from shared.kernel.sickness import ONE_DAY, CompositeCase, SameCause, Spell
from shared.law.book import law


def composite_cases(spells: Iterable[Spell], maternity_leaves: Sequence[Period] = ()) -> list[CompositeCase]:
    """The spells of one employment grouped into composite cases, in order.

    The gap that separates two cases is the one in force on the first sick day of the earlier case.

    :param spells: in any order; only the latest may be open
    :param maternity_leaves: closed periods of pregnancy or maternity leave
    """
    groups: list[list[Spell]] = []
    for spell in sorted(spells, key=lambda s: (s.first_sick_day, s.recovered_on or date.max)):
        if groups and _continues(groups[-1], spell, maternity_leaves):
            groups[-1].append(spell)
        else:
            groups.append([spell])
    return [CompositeCase(tuple(group), tuple(maternity_leaves)) for group in groups]


def _continues(group: Sequence[Spell], spell: Spell, maternity_leaves: Sequence[Period]) -> bool:
    """Whether a spell belongs to the case before it.

    Spells closer than the gap always form one case. Spells further apart do so only if maternity leave fills the whole
    gap and the doctor did not find another cause; an unknown cause counts as the same cause.
    """
    recovered_on = group[-1].recovered_on
    if recovered_on is None or spell.first_sick_day - recovered_on < law.on(group[0].first_sick_day).composite_gap:
        return True
    filled = any(leave.end is not None and leave.start <= recovered_on
                 and leave.end >= spell.first_sick_day - ONE_DAY for leave in maternity_leaves)
    return filled and spell.same_cause is not SameCause.NO


def wage_days(case: CompositeCase) -> int:
    """Sick days with a right to wage: 728 for 104 weeks, not two years (7:629 lid 1 BW)."""
    return law.on(case.first_sick_day).wage_term.days


def end_of_wage(case: CompositeCase) -> date:
    """The last day with a right to wage if the sickness continues, without a wage sanction: D(728)."""
    return case.projected_day(wage_days(case))


def shortest_wage_days() -> int:
    """The smallest number of sick days with a right to wage over all first sick days."""
    return min(law.on(row.valid_from).wage_term.days for row in law.rows("wage_term"))
