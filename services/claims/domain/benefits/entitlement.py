"""The right of a case on each day, and the dates on which it can change; the basis of all benefit calculations."""
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from services.claims.domain.benefits.case import HUNDRED, CaseInput, PartialRecovery, SafetyNetBenefit, spell_of
from services.claims.domain.benefits.cover import cover_end, covered_periods, terms_of, why_not_covered
from services.claims.domain.benefits.end_age import end_age_date
from services.claims.domain.benefits.policy import PolicyTerms
from services.claims.domain.benefits.sanction import SanctionEffect
from services.claims.domain.benefits.wage import WageBasis, wage_basis
from services.claims.domain.benefits.waiting import first_payable_day
from shared.kernel.money import ZERO
from shared.kernel.period import Period
from shared.kernel.sickness import ONE_DAY, Spell
from shared.law.sickness import wage_days

YEAR_ONE_DAYS = 364
"""Sick days of the first benefit year: 52 weeks, not a calendar year."""
HALF_YEAR_DAYS = YEAR_ONE_DAYS // 2


class DayRight(NamedTuple):
    """The right of one benefit day; consecutive equal days form one line (§3.3 step 8).

    `back_pay`: held by a suspension and paid after its lifting; a separate line, because a later run pays it.
    """

    daily_wage: Decimal
    coverage_pct: Decimal
    incapacity_pct: Decimal
    safety_net_daily: Decimal
    back_pay: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """A value that changes on certain dates."""

    dates: tuple[date, ...]
    values: tuple[Decimal, ...]

    def on(self, day: date) -> Decimal:
        """The value on the day; 0 before the first date."""
        at = bisect_right(self.dates, day) - 1
        return self.values[at] if at >= 0 else ZERO


@dataclass(frozen=True)
class Entitlement:
    """A covered case, prepared for calculation.

    :ivar coverage: the percentage of each half year of sickness
    :ivar first: first payable benefit day, after the own-risk term; None if the case ends within the term
    :ivar last: last payable day
    :ivar changes: all dates on which the right can differ from the preceding day, in order
    """

    case: CaseInput
    terms: PolicyTerms
    wage_basis: WageBasis
    covered: tuple[Period, ...]
    coverage: Steps
    first: date | None
    last: date
    recovered: Steps
    safety_net: Steps
    run_off_after: date | None
    daily_wage: Decimal = field(init=False)
    changes: tuple[date, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "daily_wage", self.wage_basis.daily_wage)
        object.__setattr__(self, "changes", tuple(sorted(self._changes())))

    def _changes(self) -> set[date]:
        composite = self.case.composite
        dates = {*self.coverage.dates, *self.recovered.dates, *self.safety_net.dates}
        dates.update(spell.recovered_on for spell in composite.spells if spell.recovered_on is not None)
        suspended = (Period(s.start, s.end) for s in self.case.sanctions if s.end is None or s.start <= s.end)
        leaves = (leave.period for leave in self.case.leaves)
        for period in (*composite.maternity_leaves, *leaves, *suspended, *self.covered, *self.case.cover):
            dates.add(period.start)
            if period.end is not None and period.end < date.max:
                dates.add(period.end + ONE_DAY)
        return dates

    def on(self, day: date) -> DayRight | None:
        """The right of a benefit day (§3.3 steps 1 to 7), or None if nothing is due."""
        if self.first is None or not self.first <= day <= self.last or not self.case.composite.is_sick(day):
            return None
        if not any(day in period for period in self.covered) or any(day in leave.period for leave in self.case.leaves):
            return None
        effects = {sanction.effect for sanction in self.case.sanctions if day in sanction}
        if effects - {SanctionEffect.BACK_PAID}:
            return None
        return DayRight(self.daily_wage, self.coverage.on(day), self._incapacity(day), self.safety_net.on(day), bool(effects))

    def _incapacity(self, day: date) -> Decimal:
        incapacity = HUNDRED - self.recovered.on(day)
        ended_on = self.run_off_after
        if ended_on is None or day <= ended_on or any(day in period for period in self.case.cover):
            return incapacity
        spell = next(s for s in reversed(self.case.composite.spells) if s.first_sick_day <= ended_on)
        reported_sick = spell.recovered_on is None or ended_on < spell.recovered_on
        return min(incapacity, HUNDRED - self.recovered.on(ended_on)) if reported_sick else ZERO


def entitlement_of(case: CaseInput) -> Entitlement | None:
    """Prepare a case for calculation; None if it is not covered (`cover.why_not_covered` gives the reason).

    :raises WageUnknown: if no wage is known on the first sick day
    """
    terms = terms_of(case)
    if terms is None or why_not_covered(case) is not None:
        return None
    covered, last = covered_periods(case, terms), last_payable_day(case, terms)
    return Entitlement(
        case, terms, wage_basis(case, terms), covered, coverage_steps(case, terms),
        first_payable_day(case, terms, covered, last), last,
        recovered_steps(case.composite.spells, case.recoveries),
        safety_net_steps(case.composite.spells, case.safety_net_benefits), cover_end(case),
    )


def coverage_steps(case: CaseInput, terms: PolicyTerms) -> Steps:
    """The percentage of cover over time: it can change with each half year of sickness that the case reaches."""
    steps: list[tuple[date, Decimal]] = []
    for half, pct in enumerate(terms.coverage_by_half):
        if not steps or pct != steps[-1][1]:
            start = case.composite.day(half * HALF_YEAR_DAYS + 1)
            steps += [(start, pct)] if start is not None else []
    return Steps(tuple(start for start, _ in steps), tuple(pct for _, pct in steps))


def last_payable_day(case: CaseInput, terms: PolicyTerms) -> date:
    """The last payable day: the earliest of term, recovery, end of service and the day before the end age."""
    sick_days = wage_days(case.composite) if terms.max_sick_days is None else terms.max_sick_days
    days = [case.composite.day(sick_days), case.end_of_service]
    if case.composite.recovered_on is not None:
        days.append(case.composite.recovered_on - ONE_DAY)
    if case.birth_date is not None:
        days.append(end_age_date(terms.end_age, case.birth_date) - ONE_DAY)
    return min(day for day in days if day is not None)


def recovered_steps(spells: Iterable[Spell], recoveries: Iterable[PartialRecovery]) -> Steps:
    """The recovery in percent over time: 0 from the start of every spell, then as reported."""
    facts = [(r.effective_on, r.absence_number, r.recovered) for r in recoveries]
    return _steps(tuple(spells), facts)


def safety_net_steps(spells: Iterable[Spell], benefits: Iterable[SafetyNetBenefit]) -> Steps:
    """The daily safety-net benefit over time: 0 from the start of every spell, then as reported."""
    return _steps(tuple(spells), [(b.valid_from, b.absence_number, b.daily_amount) for b in benefits])


def _steps(spells: tuple[Spell, ...], facts: list[tuple[date, str | None, Decimal]]) -> Steps:
    """Steps of facts that apply only within their spell: not before its first day, and until the recovery."""
    steps = [(spell.first_sick_day, ZERO) for spell in spells]
    for day, number, value in sorted(facts, key=lambda fact: fact[0]):
        spell = spell_of(spells, absence_number=number, day=day)
        if spell is not None and (spell.recovered_on is None or day < spell.recovered_on):
            steps.append((max(day, spell.first_sick_day), value))
    steps.sort(key=lambda step: step[0])
    return Steps(tuple(day for day, _ in steps), tuple(value for _, value in steps))
