"""The gatekeeper guarantee: whether Perspectief pays for a UWV wage sanction, and the amount (§3.10, R-048)."""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from services.claims.domain.benefits.benefit_days import last_benefit_day, nth_benefit_day
from services.claims.domain.benefits.case import HUNDRED, PartialRecovery
from services.claims.domain.benefits.entitlement import recovered_steps
from shared.kernel.calendar import count_benefit_days
from shared.kernel.money import ZERO, round_cents
from shared.kernel.month import Month
from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated
from shared.kernel.sickness import ONE_DAY, Spell
from shared.law import law
from shared.law.wage_sanction import sanction_end

PAYER = "PERSPECTIEF"


class GuaranteeDecision(StrEnum):
    """The decision; ASSESSING until Perspectief has judged the contract terms, WITHDRAWN with the report of the sanction."""

    ASSESSING = "ASSESSING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class SanctionTooLong(RuleViolated):
    """The wage sanction is longer than the law allows (WIA 25 lid 9)."""


class NothingAssessed(RuleViolated):
    """The guarantee has no assessed conditions, so it cannot be decided (R-049)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the guarantee, such as TIMELY, and whether it holds."""

    code: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on the guarantee: approved only if every condition holds."""

    conditions: tuple[Condition, ...]

    @property
    def approved(self) -> bool:
        """Whether Perspectief pays."""
        return not self.failed

    @property
    def failed(self) -> tuple[str, ...]:
        """Codes of the conditions that do not hold."""
        return tuple(condition.code for condition in self.conditions if not condition.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class WageSanction:
    """The prolonged wage obligation; it starts the day after D(728), or after maternity leave that includes that day.

    :ivar first_sick_day: first sick day of the case; selects the applicable law
    :ivar leaves: pregnancy and maternity leave, which interrupts it (WIA 25 lid 9) and during which no wage is due
    :ivar shortened_to: last day after a successful request to shorten it, or None
    """

    start: date
    weeks: int
    first_sick_day: date
    leaves: tuple[Period, ...] = ()
    shortened_to: date | None = None

    @property
    def end(self) -> date:
        """The last day of the wage obligation; before `start` if no day remains."""
        full = sanction_end(self.start, self.weeks, self.leaves, first_sick_day=self.first_sick_day)
        return full if self.shortened_to is None else min(full, self.shortened_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeLine:
    """Benefit days of a wage sanction within one month with equal daily amounts."""

    month: Month
    start: date
    end: date
    days: int
    daily_wage: Decimal
    wage_pct: Decimal
    incapacity_pct: Decimal
    total: Decimal


def decide(conditions: Iterable[Condition]) -> Decision:
    """The decision on the guarantee (R-048, R-049).

    :raises NothingAssessed: without a single condition
    """
    assessed = tuple(conditions)
    if not assessed:
        raise NothingAssessed("guarantee.not_assessed", "De voorwaarden voor de garantie zijn nog niet beoordeeld.")
    return Decision(assessed)


def guarantee_lines(sanction: WageSanction, *, daily_wage: Decimal, recoveries: Sequence[PartialRecovery] = (),
                    wage_pct: Decimal | None = None) -> tuple[GuaranteeLine, ...]:
    """The refund of an approved guarantee, per month of the sanction (§3.10).

    :param wage_pct: percentage of the wage; by default the statutory part, independent of the policy's coverage in its
        second year (7:629 lid 1 BW)
        :param recoveries: of the last absence of the case; a recovery before the sanction remains in force
        :raises SanctionTooLong: for more weeks than the law allows
    """
    rules = law.on(sanction.first_sick_day)
    if timedelta(weeks=sanction.weeks) > rules.wage_sanction_maximum:
        raise SanctionTooLong(
            "guarantee.too_long",
            f"Een loonsanctie duurt ten hoogste {rules.wage_sanction_maximum.days // 7} weken.", field="weeks")
    rate = rules.wage_rate.value if wage_pct is None else wage_pct
    unbound = [replace(recovery, absence_number=None) for recovery in recoveries]
    recovered = recovered_steps([Spell(date.min)], unbound)
    lines = []
    for start, end in _stretches(sanction, recovered.dates):
        days, incapacity = count_benefit_days(start, end), HUNDRED - recovered.on(start)
        if days:
            total = round_cents(days * daily_wage * rate * incapacity / (HUNDRED * HUNDRED))
            lines.append(GuaranteeLine(
                month=Month.of(start), start=nth_benefit_day(start, 1), end=last_benefit_day(end), days=days,
                daily_wage=daily_wage, wage_pct=rate, incapacity_pct=incapacity, total=total,
            ))
    return tuple(lines)


def guarantee_amount(lines: Iterable[GuaranteeLine], *, is_approved: bool) -> Decimal:
    """The amount that Perspectief pays; 0 unless the guarantee is approved."""
    return sum((line.total for line in lines), ZERO) if is_approved else ZERO


def _stretches(sanction: WageSanction, changes: Sequence[date]) -> Iterator[tuple[date, date]]:
    """The sanction without leave, divided at the start of every month and at changes of the recovery."""
    if sanction.end < sanction.start:
        return
    leaves = [leave for leave in sanction.leaves if leave.end is not None]
    months = Month.of(sanction.start).through(Month.of(sanction.end))
    cuts = {month.first for month in months} | set(changes) | {leave.start for leave in leaves}
    cuts |= {leave.end + ONE_DAY for leave in leaves if leave.end is not None}
    start = sanction.start
    for cut in (*sorted(cut for cut in cuts if start < cut <= sanction.end), sanction.end + ONE_DAY):
        if not any(start in leave for leave in leaves):
            yield start, cut - ONE_DAY
        start = cut
