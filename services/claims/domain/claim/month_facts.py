"""Finds for which reasons people look at a calculated month before it is paid (portal.md, CL10, CL11)."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.claims.domain.benefits.case import HUNDRED, CaseInput
from services.claims.domain.benefits.cover import has_safety_net
from services.claims.domain.benefits.line import BenefitLine
from services.claims.domain.claim.approval import Exceptional, RuleTable
from shared.kernel.month import Month

Lines = Sequence[BenefitLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFacts:
    """What the rule table looks at.

    :ivar lines: of the new calculation
    :ivar earlier: lines of the calculation that was approved or booked before for this month; None without one
    :ivar preceding: lines of the latest earlier month of the case that has any; None without one
    :ivar to_pay: the new total less what runs booked for the month, in euros
    :ivar case: None if all reports of the case were withdrawn
    :ivar wage_waits: whether a recorded wage waits for a judgement
    """

    month: Month
    lines: Lines
    earlier: Lines | None
    preceding: Lines | None
    to_pay: Decimal
    case: CaseInput | None
    wage_waits: bool
    was_refused: bool


def find_exceptions(facts: MonthFacts, table: RuleTable) -> tuple[Exceptional, ...]:
    """The reasons that apply; none if nothing is to be paid or claimed back, unless the wage is missing."""
    return tuple(_found(facts, table))


def _found(facts: MonthFacts, table: RuleTable) -> Iterator[Exceptional]:
    if is_wage_missing(facts.lines):
        yield Exceptional.WAGE_MISSING
    if not facts.to_pay:
        return
    compared = facts.earlier if facts.earlier is not None else facts.preceding
    if facts.wage_waits or (compared and facts.lines and daily_wages(compared) != daily_wages(facts.lines)):
        yield Exceptional.WAGE_CHANGED
    if compared is None:
        yield Exceptional.FIRST_MONTH
    elif is_changed(compared, facts.lines, table.change_above_pct):
        yield Exceptional.CHANGED_AMOUNT
    if abs(facts.to_pay) > table.amount_above:
        yield Exceptional.HIGH_AMOUNT
    if facts.was_refused:
        yield Exceptional.REFUSED_BEFORE
    if facts.case is not None:
        yield from _of_the_case(facts.month, facts.case, is_first=compared is None)


def _of_the_case(month: Month, case: CaseInput, *, is_first: bool) -> Iterator[Exceptional]:
    if any(sanction.start <= month.last and (sanction.end is None or max(sanction.end, sanction.start) >= month.first)
           for sanction in case.sanctions):
        yield Exceptional.SANCTION
    if has_safety_net(case):
        yield Exceptional.SAFETY_NET
    if is_first and case.reported_on is not None and case.reported_on > case.first_sick_day:
        yield Exceptional.LATE_REPORT
    if any(recovery.contract_wage_differs and recovery.effective_on <= month.last for recovery in case.recoveries):
        yield Exceptional.CONTRACT_WAGE


def is_wage_missing(lines: Lines) -> bool:
    """Whether a month has days without a known wage (a zero line, CL11)."""
    return any(line.wage_basis is not None and not line.wage_basis.annual_wage for line in lines)


def daily_wages(lines: Lines) -> frozenset[Decimal]:
    """The daily wages of a month in euros."""
    return frozenset(line.daily_wage for line in lines)


def amount_per_day(lines: Lines) -> Decimal:
    """The amount per benefit day in euros at full cover, so that another number of days and year two are no change."""
    days = sum(line.days for line in lines)
    if not days:
        return Decimal(0)
    return sum((line.total * HUNDRED / line.coverage_pct for line in lines if line.coverage_pct), Decimal(0)) / days


def is_changed(before: Lines, lines: Lines, allowed_pct: Decimal) -> bool:
    """Whether the amount per day differs by more than the percentage."""
    old = amount_per_day(before)
    return abs(amount_per_day(lines) - old) * HUNDRED > old * allowed_pct
