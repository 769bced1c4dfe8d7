"""The start page: tasks, sick employees, expected payments."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import render_template
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS
from services.gateway.edge.session import portal_session
from services.gateway.pages.employer.invoices import Invoice
from services.gateway.pages.employer.kept_report import kept_reports
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.staff_start import staff_start
from services.gateway.view.absences import Absence, latest_first
from services.gateway.view.accounts.parts import MAIN_CONTACT
from services.gateway.view.employees.disputes import Dispute
from services.gateway.view.employees.imports import EmployeeImport
from services.gateway.view.formatting import as_date
from services.gateway.view.january import Round
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS
from services.gateway.view.outage import Attempts
from services.gateway.view.perspectief.advices import Advice
from services.gateway.view.plan import Step
from services.gateway.view.start.tasks import (
    Task,
    task_of_advice,
    task_of_dispute,
    task_of_question,
    task_of_review,
    task_of_round,
    task_of_step,
    tasks_of_imports,
)
from services.gateway.view.vra.worklist import questions_of

pages = page_blueprint("start")

MOST_TASKS = 8
MOST_SICK = 50
REVIEW = "rechtencontrole"
NOTHING_ON = "no_review_on"
"""The day on which the main contact had no rights to review, in the session."""


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
    is_estimate: bool

    @classmethod
    def of(cls, body: Mapping[str, Any] | None) -> "NextPayment | None":
        """Build from claims' response; None if nothing is expected."""
        if body is None or not body["count"]:
            return None
        return cls(as_date(body["pay_on"]), Decimal(body["amount"]), body["count"], body["is_estimate"])


@dataclass(frozen=True, slots=True)
class StartPage:
    """The content of the start page."""

    tasks: list[Task]
    has_more_tasks: bool
    sick: list[SickNow]
    has_more_sick: bool
    payment: NextPayment | None
    employee_count: int
    policy: Mapping[str, Any] | None
    due: list[Invoice]


@pages.get("/")
def start() -> str | Response:
    """The page after login."""
    visitor = services().visitor()
    if visitor.is_staff:
        return staff_start()
    attempts = Attempts()
    return render_template("employer/start.html", page=_page(attempts), missing=attempts.missing,
                           kept=kept_reports() if visitor.may(SICK_REPORTS) else [])


def _page(attempts: Attempts) -> StartPage:
    found, today = services(), services().clock.today()
    may_change = found.visitor().may(EMPLOYEE_DATA)
    asked_absences = attempts.ask("ziekmeldingen", lambda: found.absence.list_open_absences(limit=MOST_SICK), NO_ITEMS)
    asked_tasks = attempts.ask("activiteiten", lambda: found.casework.list_tasks(limit=MOST_TASKS), NO_ITEMS)
    dossiers = attempts.ask_items("activiteiten", lambda: found.casework.list_open_dossiers(limit=MOST_SICK))
    asked_policies = attempts.ask_items("polis", found.billing.list_policies)
    coming = attempts.ask("uitkeringen", found.claims.get_coming_total, None)
    employee_count = attempts.ask("werknemers", lambda: found.absence.count_employees()["in_service"], 0)
    review = attempts.ask(REVIEW, found.colleagues.get_review, NO_ITEMS) if _reviews_rights(today) else None
    january = attempts.ask_items("januarironde", found.absence.list_campaigns) if may_change else None
    imports = attempts.ask_items("bestanden", lambda: found.absence.list_imports(limit=MOST_TASKS)) if may_change else None
    invoices = attempts.ask("facturen", lambda: found.billing.list_invoices(cursor=""), NO_ITEMS) if may_change else None
    advices = attempts.ask("adviezen", lambda: found.casework.list_waiting_advices("ANSWER", limit=MOST_TASKS), NO_ITEMS)
    questions = attempts.ask("vragen van VRA", lambda: found.vra.list_waiting("REQUESTS", limit=MOST_TASKS), NO_ITEMS)
    disputes = attempts.ask_items("werknemers", lambda: found.absence.list_disputes(only_open=True)) if may_change else None
    absences, steps, policies = asked_absences(), asked_tasks(), asked_policies()
    reviews = _count_reviews(review()["items"], attempts, today) if review else 0
    others = _others(_open_round(january() if january else []), reviews)
    others += tasks_of_imports(EmployeeImport.of(body) for body in (imports() if imports else []))
    others += [task_of_advice(Advice.of(body["advice"], today), body) for body in advices()["items"]]
    others += [task_of_question(question) for question in questions_of(questions(), today)]
    others += [task_of_dispute(Dispute.of(body)) for body in (disputes() if disputes else [])]
    return StartPage(
        tasks=[*others, *(task_of_step(Step.of(body), today) for body in steps["items"])], has_more_tasks=bool(steps.get("next")),
        sick=_sick(latest_first(absences["items"]), dossiers(), today), has_more_sick=bool(absences.get("next")),
        payment=NextPayment.of(coming()), policy=policies[-1] if policies else None, employee_count=employee_count(),
        due=[each for each in map(Invoice.of, invoices()["items"] if invoices else []) if each.is_due])


def _others(january: Round | None, reviews: int) -> list[Task]:
    """The tasks that are about no case."""
    return [*([task_of_round(january)] if january else []), *([task_of_review(reviews)] if reviews else [])]


def _open_round(rounds: list[dict[str, Any]]) -> Round | None:
    """The latest January round, if its data were not submitted yet."""
    latest = Round.of(rounds[0]) if rounds else None
    return latest if latest and latest.is_open else None


def _reviews_rights(today: date) -> bool:
    """Whether to ask identity for reviews; not again on a day on which the main contact had none."""
    return services().visitor().kind == MAIN_CONTACT and portal_session().get(NOTHING_ON) != today.isoformat()


def _count_reviews(items: list[Any], attempts: Attempts, today: date) -> int:
    if not items and REVIEW not in attempts.missing:
        portal_session()[NOTHING_ON] = today.isoformat()
    return len(items)


def _sick(absences: list[Absence], dossiers: list[dict[str, Any]], today: date) -> list[SickNow]:
    coming = {dossier["absence_number"]: Step.of(dossier["coming_step"], dossier["absence_number"])
              for dossier in dossiers if dossier.get("coming_step")}
    return [SickNow(absence, absence.employee_name, absence.sick_pct(today), absence.lasts(today), coming.get(absence.number))
            for absence in absences]
