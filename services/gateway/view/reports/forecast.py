"""View models of forecasts: when the own risk ends, what is paid when, and how every amount is calculated."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import as_date, day, euros, percent

NOT_COVERED = {
    "NO_COVER_ON_FIRST_SICK_DAY": "Op de eerste ziektedag was er geen dekking.",
    "SAFETY_NET_EXCLUDED": "UWV betaalt; uw polis sluit een vangnetregeling uit.",
    "END_AGE_REACHED": "Uw werknemer heeft de eindleeftijd van de polis bereikt.",
    "NOT_IN_SERVICE": "Uw werknemer was op de eerste ziektedag niet in dienst.",
    "COVER_SUSPENDED": "De dekking is geschorst omdat er premie openstaat.",
}


@dataclass(frozen=True, slots=True)
class Month:
    """The expected benefit of a month.

    :ivar total: None if the visitor may see dates only
    :ivar before: the amount without the change that is being reported
    :ivar formulas: how the amount is calculated, one sentence per period
    """

    month: str
    pay_on: date | None
    total: Decimal | None
    before: Decimal | None
    difference: Decimal | None
    formulas: tuple[str, ...]

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Month":
        """Build from claims' response."""
        total, before, difference = (None if body.get(name) is None else Decimal(str(body[name]))
                                     for name in ("total", "before", "difference"))
        return cls(str(body["month"]), as_date(body.get("pay_on")), total, before, difference,
                   tuple(map(formula, body.get("lines") or ())))


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the employer receives if nothing changes.

    :ivar not_covered: a sentence, if nothing is paid
    :ivar set_off: what a withdrawal changes of the months that are paid; None without one
    """

    own_risk_from: date | None
    own_risk_until: date | None
    first_day: date | None
    not_covered: str
    months: tuple[Month, ...]
    set_off: Decimal | None = None

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Forecast":
        """Build from claims' response."""
        reason = body.get("not_covered")
        own_risk_from, own_risk_until, first_day = (
            as_date(body.get(name)) for name in ("own_risk_from", "own_risk_until", "first_benefit_day"))
        return cls(own_risk_from, own_risk_until, first_day,
                   NOT_COVERED.get(str(reason), "Deze ziekmelding is niet verzekerd.") if reason else "",
                   tuple(map(Month.of, body.get("months") or ())),
                   None if body.get("set_off") is None else Decimal(str(body["set_off"])))

    @property
    def has_amounts(self) -> bool:
        """Whether the visitor may see amounts."""
        return any(month.total is not None for month in self.months)


def formula(line: Mapping[str, Any]) -> str:
    """How a line is calculated: 12 dagen × € 147,51 × 100 % dekking × 50 % ziek = € 885,06."""
    text = (f"{day(line['from'])} t/m {day(line['to'])}: {line['days']} dagen × {euros(line['daily_wage'])} dagloon × "
            f"{percent(line['coverage_pct'])} dekking × {percent(line['incapacity_pct'])} ziek")
    if Decimal(str(line["offset"])):
        text += f", min {euros(line['offset'])} van UWV"
    if Decimal(str(line["charges"])):
        text += f", plus {euros(line['charges'])} werkgeverslasten"
    return f"{text} = {euros(line['total'])}"
