"""Forecast of the payments of a case if nothing changes, with the same calculation as the benefit (ideas 2 and 3)."""
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from services.claims.domain.benefits.benefit import MonthBenefit, calculate_benefits
from services.claims.domain.benefits.case import CaseInput, PartialRecovery, WageSegment
from services.claims.domain.benefits.cover import NotCovered, why_not_covered
from services.claims.domain.benefits.entitlement import Entitlement, entitlement_of
from services.claims.domain.benefits.waiting import waiting_start
from services.claims.domain.payments.payday import pay_date, run_of
from shared.kernel.calendar import is_benefit_day
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.kernel.refusals import RuleViolated
from shared.kernel.sickness import ONE_DAY, CompositeCase, Spell


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """The expected benefit of a month, and its planned pay date.

    :ivar before: the total without the supposed recovery; None without one
    """

    benefit: MonthBenefit
    pay_on: date
    before: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """What the supposed recovery changes."""
        return None if self.before is None else self.benefit.total - self.before

    def is_to_be_paid(self, today: date, *, booked: Decimal) -> bool:
        """Whether the month has a payment to come, or differs from what runs booked for it.

        :param booked: what runs booked for the month, in euros
        """
        return pay_date(self.benefit.month) >= today or self.benefit.total != booked or bool(self.difference)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of a case.

    :ivar not_covered: why the case is not covered, or None
    :ivar own_risk_from: first day of the own-risk term; None without cover
    :ivar own_risk_until: its last benefit day; None without a term, without cover, or if the case ends within the term
    :ivar first_payable_on: first benefit day after the term; None without cover or if the case ends before it
    :ivar set_off: what a supposed withdrawal changes of the months that are paid, in euros; None without one
    """

    not_covered: NotCovered | None
    own_risk_from: date | None
    own_risk_until: date | None
    first_payable_on: date | None
    months: tuple[ForecastMonth, ...]
    set_off: Decimal | None = None


NOTHING = Forecast(None, None, None, None, ())
"""The forecast of a case without a report."""


def forecast(case: CaseInput, *, through: Month, today: date) -> Forecast:
    """The forecast of a case; exact if nothing changes.

    :param today: decides by which run a month that has ended is paid
    :raises WageUnknown: if no wage is known on the first sick day
    """
    right = entitlement_of(case)
    if right is None:
        return Forecast(why_not_covered(case), None, None, None, ())
    months = tuple(ForecastMonth(benefit, pay_date(run_of(benefit.month, received_on=today)))
                   for benefit in calculate_benefits(case, through=through))
    starts_on = waiting_start(case, right.terms)
    return Forecast(None, starts_on, _own_risk_until(right, starts_on), right.first, months)


def compare(before: Forecast, after: Forecast) -> Forecast:
    """The forecast after a supposed change, each month with its total before it."""
    old = {month.benefit.month: month for month in before.months}
    new = {month.benefit.month: month for month in after.months}
    months = []
    for month in sorted(old.keys() | new.keys()):
        kept = new.get(month) or ForecastMonth(MonthBenefit(month, ()), old[month].pay_on)
        months.append(replace(kept, before=old[month].benefit.total if month in old else ZERO))
    return replace(after, months=tuple(months))


def continued(case: CaseInput, spell: Spell, *, safety_net: bool) -> CaseInput:
    """An earlier case with one more spell."""
    composite = CompositeCase((*case.composite.spells, spell), case.composite.maternity_leaves)
    return replace(case, composite=composite, safety_net=case.safety_net or safety_net)


def with_wage(case: CaseInput, wage: WageSegment) -> CaseInput:
    """The case with one more wage in the employee's history, in place of one from the same day."""
    others = (known for known in case.wages if known.valid_from != wage.valid_from)
    return replace(case, wages=tuple(sorted((*others, wage), key=lambda known: known.valid_from)))


def with_recovery(case: CaseInput, recovery: PartialRecovery) -> CaseInput:
    """The case with one more partial recovery, in place of one of the same absence and day (§15.2).

    :raises RuleViolated: ``recovery.before_sick_day``
    """
    _check_after_first_day(_spell(case.composite.spells, recovery.absence_number), recovery.effective_on)
    others = (known for known in case.recoveries
              if (known.absence_number, known.effective_on) != (recovery.absence_number, recovery.effective_on))
    return replace(case, recoveries=tuple(sorted((*others, recovery), key=lambda known: known.effective_on)))


def recovered(case: CaseInput, absence_number: str, first_fit_day: date) -> CaseInput:
    """The case with an absence that ends.

    :raises RuleViolated: ``recovery.before_sick_day``
    """
    ending = _spell(case.composite.spells, absence_number)
    _check_after_first_day(ending, first_fit_day)
    return _of_spells(case, (replace(spell, recovered_on=first_fit_day) if spell is ending else spell
                             for spell in case.composite.spells))


def without_recovery(case: CaseInput, absence_number: str) -> CaseInput:
    """The case with an absence that goes on, as if its full recovery had not been reported."""
    open_spell = _spell(case.composite.spells, absence_number)
    return _of_spells(case, (replace(one, recovered_on=None) if one is open_spell else one for one in case.composite.spells))


def without_partial_recovery(case: CaseInput, absence_number: str, effective_on: date) -> CaseInput:
    """The case without the partial recovery or relapse that an absence has from this day."""
    return replace(case, recoveries=tuple(known for known in case.recoveries if (
        known.absence_number, known.effective_on) != (absence_number, effective_on)))


def without_report(case: CaseInput, absence_number: str) -> CaseInput | None:
    """The case without one of its absences; None if it has no other."""
    others = tuple(one for one in case.composite.spells if one.absence_number != absence_number)
    return _of_spells(case, others) if others else None


def _of_spells(case: CaseInput, spells: Iterable[Spell]) -> CaseInput:
    return replace(case, composite=CompositeCase(tuple(spells), case.composite.maternity_leaves))


def _spell(spells: Iterable[Spell], absence_number: str | None) -> Spell:
    return next(spell for spell in spells if spell.absence_number == absence_number)


def _check_after_first_day(spell: Spell, day: date) -> None:
    if day < spell.first_sick_day:
        raise RuleViolated("recovery.before_sick_day", "Deze dag ligt voor de eerste ziektedag.", field="recovery")


def _own_risk_until(right: Entitlement, starts_on: date) -> date | None:
    """The last sick benefit day before the first payable one."""
    day = right.first and right.first - ONE_DAY
    while day is not None and day >= starts_on:
        if is_benefit_day(day) and right.case.composite.is_sick(day):
            return day
        day -= ONE_DAY
    return None
