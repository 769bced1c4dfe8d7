"""Units of statutory figures: reading a value from the data, and writing it for people and programs."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from shared.kernel.calendar import add_months
from shared.kernel.money import ZERO
from shared.kernel.percentage import Percentage

MONTHS_A_YEAR = 12


class Unit(StrEnum):
    """The unit of a figure. A week is seven calendar days; months and years follow the calendar."""

    EUR = "EUR"
    EUR_PER_HOUR = "EUR_PER_HOUR"
    EUR_PER_DAY = "EUR_PER_DAY"
    EUR_PER_YEAR = "EUR_PER_YEAR"
    PERCENT = "PERCENT"
    PERCENTAGE_POINTS = "PERCENTAGE_POINTS"
    DAYS = "DAYS"
    WEEKS = "WEEKS"
    MONTHS = "MONTHS"
    YEARS = "YEARS"
    YEARS_AND_MONTHS = "YEARS_AND_MONTHS"
    NUMBER = "NUMBER"
    YES_NO = "YES_NO"
    EMPLOYER_SIZE = "EMPLOYER_SIZE"
    DATES = "DATES"
    COST_SCALE = "COST_SCALE"
    TRANSITION_RULE = "TRANSITION_RULE"


@dataclass(frozen=True, slots=True, order=True)
class CalendarTerm:
    """A term in whole months, such as an age or a period of limitation."""

    months: int

    def after(self, day: date) -> date:
        """The same day-number at the end of the term, clamped to the end of the month."""
        return add_months(day, self.months)

    def __str__(self) -> str:
        years, months = divmod(self.months, MONTHS_A_YEAR)
        return " ".join(f"{count} {name}{'s' * (count != 1)}"
                        for count, name in ((years, "year"), (months, "month")) if count) or "0 months"


class EmployerSize(StrEnum):
    """The employers to which a provision applies."""

    EVERY = "EVERY"
    SMALL = "SMALL"


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the principal and the share of it that is due.

    :ivar width: euros; None for everything above the earlier bands
    """

    width: Decimal | None
    rate: Percentage


@dataclass(frozen=True, slots=True)
class CostScale:
    """A degressive scale between a lowest and a highest amount in euros."""

    lowest: Decimal
    highest: Decimal
    bands: tuple[Band, ...]

    def amount(self, principal: Decimal) -> Decimal:
        """The unrounded sum over the bands, before the lowest and highest amount are applied."""
        total, left = ZERO, principal
        for band in self.bands:
            part = left if band.width is None else min(left, band.width)
            total += part * band.rate.fraction
            left -= part
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionRule:
    """How a transition payment accrues.

    :ivar service_months: length of service from which it is due
    :ivar part_months: months of one part of service
    :ivar share: monthly wages due for each part
    :ivar long_service_months: after this length of service `long_share` replaces `share`; None if it never does
    :ivar pro_rata: whether an incomplete part counts in proportion
    """

    service_months: int
    part_months: int
    share: Fraction
    long_service_months: int | None
    long_share: Fraction | None
    pro_rata: bool


def _scale(given: Mapping[str, Any]) -> CostScale:
    bands = tuple(Band(Decimal(band["width"]) if "width" in band else None, Percentage.of(band["pct"]))
                  for band in given["bands"])
    return CostScale(Decimal(given["lowest"]), Decimal(given["highest"]), bands)


def _transition_rule(given: Mapping[str, Any]) -> TransitionRule:
    long_share = given.get("long_share")
    return TransitionRule(
        service_months=given["service_months"], part_months=given["part_months"], share=Fraction(given["share"]),
        long_service_months=given.get("long_service_months"), pro_rata=given["pro_rata"],
        long_share=None if long_share is None else Fraction(long_share))


def _euros(given: Any) -> Decimal:
    return Decimal(given).quantize(Decimal("0.01"))


READERS: dict[Unit, Callable[[Any], object]] = {
    **dict.fromkeys((Unit.EUR, Unit.EUR_PER_HOUR, Unit.EUR_PER_DAY, Unit.EUR_PER_YEAR), _euros),
    **dict.fromkeys((Unit.PERCENT, Unit.PERCENTAGE_POINTS), Percentage.of),
    Unit.DAYS: lambda given: timedelta(days=given),
    Unit.WEEKS: lambda given: timedelta(weeks=given),
    Unit.MONTHS: CalendarTerm,
    Unit.YEARS: lambda given: CalendarTerm(MONTHS_A_YEAR * given),
    Unit.YEARS_AND_MONTHS: lambda given: CalendarTerm(MONTHS_A_YEAR * given[0] + given[1]),
    Unit.NUMBER: int,
    Unit.YES_NO: bool,
    Unit.EMPLOYER_SIZE: EmployerSize,
    Unit.DATES: tuple,
    Unit.COST_SCALE: _scale,
    Unit.TRANSITION_RULE: _transition_rule,
}

NAMES = {
    Unit.EUR: "euros", Unit.EUR_PER_HOUR: "euros an hour", Unit.EUR_PER_DAY: "euros a day",
    Unit.EUR_PER_YEAR: "euros a year", Unit.PERCENT: "%", Unit.PERCENTAGE_POINTS: "percentage points",
    Unit.DAYS: "days", Unit.WEEKS: "weeks", Unit.MONTHS: "months", Unit.YEARS: "years",
    Unit.EMPLOYER_SIZE: "employer",
}


def to_json(unit: Unit, given: Any) -> Any:
    """The value as a program reads it: money and percentages are decimal strings, dates ISO 8601.

    :param given: the value as it is written in the data
    """
    value = READERS[unit](given)
    match value:
        case Decimal():
            return f"{value:.2f}"
        case Percentage():
            return str(value)
        case tuple():
            return [day.isoformat() for day in value]
        case CostScale():
            bands = [{"width": None if band.width is None else f"{band.width:.2f}", "rate": str(band.rate)}
                     for band in value.bands]
            return {"lowest": f"{value.lowest:.2f}", "highest": f"{value.highest:.2f}", "bands": bands}
    return {"years": given[0], "months": given[1]} if unit is Unit.YEARS_AND_MONTHS else given


def to_text(unit: Unit, given: Any) -> str:
    """The value in one line for people."""
    value = READERS[unit](given)
    match value:
        case CostScale():
            bands = " · ".join(f"{band.rate} % of " + ("the rest" if band.width is None else f"{band.width:,.0f}")
                               for band in value.bands)
            return f"{bands}; at least {value.lowest:,.2f}, at most {value.highest:,.2f} euros"
        case TransitionRule():
            return _rule_text(value)
        case Decimal():
            return f"{value:,.2f} {NAMES[unit]}"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return " ".join(day.isoformat() for day in value)
    if unit is Unit.YEARS_AND_MONTHS:
        return str(value)
    name = NAMES.get(unit, "")
    return f"{str(given).lower()} {name.removesuffix('s') if given == 1 else name}".strip()


def _rule_text(rule: TransitionRule) -> str:
    since = f"from {rule.service_months} months of service" if rule.service_months else "from the first day"
    later = f", after {rule.long_service_months} months {rule.long_share}" if rule.long_service_months else ""
    counting = "pro rata" if rule.pro_rata else "full parts only"
    return f"{since}; {rule.share} monthly wage per {rule.part_months} months{later}; {counting}"
