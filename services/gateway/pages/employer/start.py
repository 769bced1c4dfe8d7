"""The start page: tasks, sick employees, expected payments."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import render_template

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.absences import Absence, latest_first
from services.gateway.view.formatting import as_date
from services.gateway.view.outage import Attempts
from services.gateway.view.plan import Step

pages = page_blueprint("start")

MOST_TASKS = 8
MOST_SICK = 50
NOTHING: dict[str, Any] = {"items": []}


@dataclass(frozen=True, slots=True)
class SickNow:
    """A sick employee and the next step."""

    absence: Absence
    name: str
    sick_pct: Decimal
    lasts: str
    next_step: Step | None


@dataclass(frozen=True, slots=True)
class NextPayment:
    """The next expected payment."""

    pay_on: date | None
    amount: Decimal
    count: int
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class StartPage:
    """The content of the start page."""

    tasks: list[Step]
    has_more_tasks: bool
    sick: list[SickNow]
    has_more_sick: bool
    payment: NextPayment | None
    employee_count: int
    policy: Mapping[str, Any] | None


@pages.get("/")
def start() -> str:
    """The page after login."""
    visitor = services().visitor()
    if visitor.is_staff:
        return render_template("employer/start_staff.html")
    attempts = Attempts()
    return render_template("employer/start.html", page=_page(attempts), missing=attempts.missing)


def _page(attempts: Attempts) -> StartPage:
    found, today = services(), services().clock.today()
    asked_absences = attempts.ask("ziekmeldingen", lambda: found.absence.list_open_absences(limit=MOST_SICK), NOTHING)
    asked_tasks = attempts.ask("activiteiten", lambda: found.casework.list_tasks(limit=MOST_TASKS), NOTHING)
    dossiers = attempts.ask_items("activiteiten", lambda: found.casework.list_open_dossiers(limit=MOST_SICK))
    asked_policies = attempts.ask_items("polis", found.billing.list_policies)
    payments = attempts.ask_items("uitkeringen", found.claims.list_coming_payments)
    employee_count = attempts.ask("werknemers", found.absence.count_employees, 0)
    absences, tasks, policies = asked_absences(), asked_tasks(), asked_policies()
    return StartPage(
        tasks=[Step.of(body) for body in tasks["items"]], has_more_tasks=bool(tasks.get("next")),
        sick=_sick(latest_first(absences["items"]), dossiers(), today), has_more_sick=bool(absences.get("next")),
        payment=next_payment(payments(), today), policy=policies[-1] if policies else None, employee_count=employee_count())


def _sick(absences: list[Absence], dossiers: list[dict[str, Any]], today: date) -> list[SickNow]:
    coming = {dossier["absence_number"]: Step.of(dossier["coming_step"], dossier["absence_number"])
              for dossier in dossiers if dossier.get("coming_step")}
    return [SickNow(absence, absence.employee_name, absence.sick_pct(today), absence.lasts(today), coming.get(absence.number))
            for absence in absences]


def next_payment(payments: list[dict[str, Any]], today: date) -> NextPayment | None:
    """The sum of the payments on the first pay date from today."""
    coming = [p for p in payments if (as_date(p.get("pay_on")) or date.min) >= today]
    if not coming:
        return None
    pay_on = min(as_date(p["pay_on"]) or today for p in coming)
    same_day = [p for p in coming if as_date(p["pay_on"]) == pay_on]
    amount = sum((Decimal(str(p["amount"])) for p in same_day), Decimal(0))
    return NextPayment(pay_on, amount, len(same_day), any(p.get("is_estimate") for p in same_day))
