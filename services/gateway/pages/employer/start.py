"""The start page: what must be done now, who is sick, what is coming in."""
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
from services.gateway.view.people import Employee, names
from services.gateway.view.plan import Step, in_order

pages = page_blueprint("start")

MOST_TASKS = 8


@dataclass(frozen=True, slots=True)
class SickNow:
    """An employee who is sick, and what comes next."""

    absence: Absence
    name: str
    sick_pct: Decimal
    lasts: str
    next_step: Step | None


@dataclass(frozen=True, slots=True)
class NextPayment:
    """What comes in next."""

    pay_on: date | None
    amount: Decimal
    count: int
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class StartPage:
    """What the start page shows."""

    tasks: list[Step]
    sick: list[SickNow]
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
    employees = attempts.items("werknemers", found.absence.list_employees)
    absences = latest_first(attempts.items("ziekmeldingen", found.absence.list_absences))
    steps = in_order(_steps(attempts.items("activiteiten", found.casework.list_dossiers), names(employees)))
    policies = attempts.items("polis", found.billing.list_policies)
    payments = attempts.items("uitkeringen", found.claims.list_coming_payments)
    in_service = [e for e in map(Employee.of, employees) if e.is_in_service(today)]
    return StartPage(
        tasks=[s for s in steps if s.is_open and s.is_yours and _is_now(s, today)][:MOST_TASKS],
        sick=_sick(absences, names(employees), steps, today), payment=next_payment(payments, today),
        employee_count=len(in_service), policy=policies[-1] if policies else None)


def _steps(dossiers: list[dict[str, Any]], known: Mapping[str, str]) -> list[Step]:
    return [Step.of(step, dossier["absence_number"], str(dossier.get("employee_id") or ""),
                    known.get(str(dossier.get("employee_id")), ""))
            for dossier in dossiers for step in dossier.get("plan") or ()]


def _is_now(step: Step, today: date) -> bool:
    """Open already, or due within six weeks."""
    if step.opens_on:
        return step.opens_on <= today
    return step.due_on is not None and (step.due_on - today).days <= 42


def _sick(absences: list[Absence], known: Mapping[str, str], steps: list[Step], today: date) -> list[SickNow]:
    coming = [step for step in steps if step.is_open and step.due_on and step.due_on >= today]
    return [SickNow(absence, known.get(absence.employee_id, "Werknemer"), absence.sick_pct(today), absence.lasts(today),
                    next((step for step in coming if step.absence_number == absence.number), None))
            for absence in absences if absence.is_open]


def next_payment(payments: list[dict[str, Any]], today: date) -> NextPayment | None:
    """The payments on the first pay date from today on, together."""
    coming = [p for p in payments if (as_date(p.get("pay_on")) or date.min) >= today]
    if not coming:
        return None
    pay_on = min(as_date(p["pay_on"]) or today for p in coming)
    same_day = [p for p in coming if as_date(p["pay_on"]) == pay_on]
    amount = sum((Decimal(str(p["amount"])) for p in same_day), Decimal(0))
    return NextPayment(pay_on, amount, len(same_day), any(p.get("is_estimate") for p in same_day))
