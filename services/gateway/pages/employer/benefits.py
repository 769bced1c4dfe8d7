"""The benefits pages: per month and per case, with the calculation of every amount."""
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import render_template

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.formatting import as_date
from services.gateway.view.layout import EMPLOYEE_DATA
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names

pages = page_blueprint("benefits", rights=[EMPLOYEE_DATA], roles=["insurer_claims"])

STATUSES = {"CALCULATED": ("Berekend", "info"), "PAID": ("Betaald", "success")}


@dataclass(frozen=True, slots=True)
class Line:
    """A period with the same figures."""

    first: date | None
    last: date | None
    days: str
    daily_wage: str | None
    coverage_pct: str | None
    incapacity_pct: str | None
    wage: str | None
    offset: str | None
    charges: str | None
    total: str | None


@dataclass(frozen=True, slots=True)
class Benefit:
    """The benefit of one case in one month."""

    absence_number: str
    employee_name: str
    month: str
    total: Decimal
    pay_on: date | None
    status: str
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, body: Mapping[str, Any], known: Mapping[str, str]) -> "Benefit":
        """Build from claims' response."""
        lines = tuple(Line(as_date(b.get("from")), as_date(b.get("to")), str(b.get("days", "")),
                           *(b.get(name) for name in ("daily_wage", "coverage_pct", "incapacity_pct", "wage", "offset",
                                                      "charges", "total"))) for b in body.get("lines") or ())
        return cls(str(body["absence_number"]), known.get(str(body.get("employee_id")), "Werknemer"), str(body["month"]),
                   Decimal(str(body.get("total") or 0)), as_date(body.get("pay_on")), str(body.get("status") or ""), lines)

    @property
    def label(self) -> str:
        """The status in words."""
        return STATUSES.get(self.status, (self.status.capitalize(), "secondary"))[0]

    @property
    def tone(self) -> str:
        """The colour of the status."""
        return STATUSES.get(self.status, ("", "secondary"))[1]


@dataclass(frozen=True, slots=True)
class MonthOfBenefits:
    """All cases of one month."""

    month: str
    benefits: tuple[Benefit, ...]

    @property
    def total(self) -> Decimal:
        """The total of the month."""
        return sum((benefit.total for benefit in self.benefits), Decimal(0))

    @property
    def pay_on(self) -> date | None:
        """The pay date."""
        return next((benefit.pay_on for benefit in self.benefits if benefit.pay_on), None)


@pages.get("/uitkeringen")
def months() -> str:
    """The page with all months, latest first."""
    attempts = Attempts()
    benefits = _benefits(services().claims.list_benefits(), attempts)
    return render_template("employer/benefits.html", months=by_month(benefits), missing=attempts.missing)


@pages.get("/uitkeringen/<absence_number>")
def case(absence_number: str) -> str:
    """The page of one case, by month and line."""
    attempts = Attempts()
    benefits = _benefits(services().claims.list_benefits(absence_number=absence_number), attempts)
    latest = sorted(benefits, key=lambda benefit: benefit.month, reverse=True)
    return render_template("employer/benefit_case.html", number=absence_number, benefits=latest, missing=attempts.missing,
                           total=sum((benefit.total for benefit in benefits), Decimal(0)))


def by_month(benefits: Iterable[Benefit]) -> list[MonthOfBenefits]:
    """Benefits grouped by month, latest first."""
    grouped: dict[str, list[Benefit]] = defaultdict(list)
    for benefit in benefits:
        grouped[benefit.month].append(benefit)
    return [MonthOfBenefits(month, tuple(sorted(grouped[month], key=lambda b: b.employee_name)))
            for month in sorted(grouped, reverse=True)]


def _benefits(bodies: list[dict[str, Any]], attempts: Attempts) -> list[Benefit]:
    is_staff = services().visitor().is_staff
    people = [] if is_staff else attempts.items("namen van werknemers", services().absence.list_employees)
    known = names(people)
    return [Benefit.of(body, known) for body in bodies]
