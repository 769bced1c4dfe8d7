"""The benefits pages: per month and per case, with the calculation of every amount."""
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import abort, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.formatting import as_date, day
from services.gateway.view.insurer.month_claims import ASKED, REFUSING
from services.gateway.view.layout import EMPLOYEE_DATA
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from services.gateway.view.trail import Trail
from shared.fields.dates import parse_month
from shared.fields.invalid import InvalidInput

pages = page_blueprint("benefits", rights=[EMPLOYEE_DATA], roles=["insurer_claims"])

STATUSES = {"CALCULATED": ("Berekend", "info"), "PAID": ("Betaald", "success"), "REFUSED": ("Afgewezen", "danger"),
            "WAITING": ("Wacht op uw gegevens", "warning")}


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
    """The benefit of one case in one month.

    :ivar why: why it is refused, or which data it waits for
    """

    absence_number: str
    employee_name: str
    month: str
    total: Decimal
    pay_on: date | None
    status: str
    lines: tuple[Line, ...]
    why: str

    @classmethod
    def of(cls, body: Mapping[str, Any], known: Mapping[str, str]) -> "Benefit":
        """Build from claims' response."""
        lines = tuple(Line(as_date(b.get("from")), as_date(b.get("to")), str(b.get("days", "")),
                           *(b.get(name) for name in ("daily_wage", "coverage_pct", "incapacity_pct", "wage", "offset",
                                                      "charges", "total"))) for b in body.get("lines") or ())
        return cls(str(body["absence_number"]), known.get(str(body.get("employee_id")), "Werknemer"), str(body["month"]),
                   Decimal(str(body.get("total") or 0)), as_date(body.get("pay_on")), str(body.get("status") or ""), lines,
                   _why(body))

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
    """The cases of one month.

    :ivar is_whole: whether no other page has cases of the month
    """

    month: str
    benefits: tuple[Benefit, ...]
    is_whole: bool

    @property
    def total(self) -> Decimal:
        """The total of the month, without what is refused."""
        return sum((benefit.total for benefit in self.benefits if benefit.status != "REFUSED"), Decimal(0))


def _why(body: Mapping[str, Any]) -> str:
    if body.get("refused_because"):
        return REFUSING[body["refused_because"]]
    return f"{ASKED[body['asked']]}, uiterlijk {day(body['waiting_until'])}" if body.get("asked") else ""


@pages.get("/uitkeringen")
def months() -> str:
    """A page of the months, latest first; the URL holds the month filter and the place in the list."""
    attempts, asked = Attempts(), _month(request.args.get("maand", "").strip())
    trail = Trail.of("/uitkeringen", request.args, {"maand": asked})
    page = services().claims.list_benefits(month=asked, cursor=trail.cursor)
    months = by_month(_benefits(page["items"], attempts), begins_within=trail.cursor != "", ends_within=bool(page["next"]))
    return render_template("employer/payments/benefits.html", months=months, asked=asked, previous=trail.previous,
                           next=trail.next(page["next"]), missing=attempts.missing)


@pages.get("/uitkeringen/<absence_number>")
def case(absence_number: str) -> str:
    """The page of one case, by month and line."""
    attempts = Attempts()
    benefits = _benefits(services().claims.list_benefits_of(absence_number), attempts)
    latest = sorted(benefits, key=lambda benefit: benefit.month, reverse=True)
    return render_template("employer/payments/benefit_case.html", number=absence_number, benefits=latest,
                           missing=attempts.missing, total=sum((benefit.total for benefit in benefits), Decimal(0)))


def _month(asked: str) -> str:
    """The month as claims takes it, empty for all."""
    try:
        return str(parse_month(asked)) if asked else ""
    except InvalidInput:
        abort(422)


def by_month(benefits: Iterable[Benefit], *, begins_within: bool, ends_within: bool) -> list[MonthOfBenefits]:
    """Benefits grouped by month, latest first.

    :param begins_within: whether other benefits come before these, and perhaps some of the first month
    :param ends_within: whether others come after them
    """
    grouped: dict[str, list[Benefit]] = defaultdict(list)
    for benefit in benefits:
        grouped[benefit.month].append(benefit)
    months = sorted(grouped, reverse=True)
    return [MonthOfBenefits(month, tuple(sorted(grouped[month], key=lambda b: b.employee_name)),
                            is_whole=not ((begins_within and month == months[0]) or (ends_within and month == months[-1])))
            for month in months]


def _benefits(bodies: list[dict[str, Any]], attempts: Attempts) -> list[Benefit]:
    employee_ids = sorted({str(body["employee_id"]) for body in bodies})
    people = attempts.items("namen van werknemers", lambda: services().absence.find_employees(employee_ids))
    known = names(people)
    return [Benefit.of(body, known) for body in bodies]
