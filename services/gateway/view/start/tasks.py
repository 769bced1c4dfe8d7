"""The tasks of an employer: each says what to do, for whom, by when and why, and leads there by one button."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.employees.disputes import Dispute
from services.gateway.view.employees.imports import EmployeeImport
from services.gateway.view.formatting import as_date
from services.gateway.view.january import Round
from services.gateway.view.perspectief.advices import Advice
from services.gateway.view.plan import Step
from services.gateway.view.vra.worklist import Row

WHY = {
    "M01": "Na de melding start uw eigenrisicotermijn en belt de verzuimconsultant.",
    "M04": "Het plan is verplicht en is de basis van het re-integratieverslag. De casemanager helpt u ermee.",
    "M05": "U moet elke zes weken bespreken hoe het gaat. Zonder deze gesprekken kan UWV een loonsanctie opleggen.",
    "M06": "UWV legt een boete op als de melding te laat is.",
    "M09": "Na een jaar moet u samen bepalen wat er in het tweede jaar gebeurt. UWV kijkt later of dat gedaan is.",
    "M10": "Lukt terugkeer bij u niet, dan moet u op tijd zoeken naar werk bij een ander bedrijf. Anders volgt een loonsanctie.",
    "M14": "Deze evaluatie hoort bij de WIA-aanvraag van uw werknemer.",
    "M15": "UWV beoordeelt hiermee of u genoeg deed. Zonder verslag betaalt u langer loon door.",
    "M19": "Na deze dag hoeft u het loon niet meer door te betalen vanwege de loonsanctie.",
    "M20": "Meldt u de loonsanctie op tijd, dan kan de poortwachtergarantie gelden.",
    "M21": "Na deze dag kunt u niets meer tegen het besluit van UWV doen.",
    "M22": "Heeft u hersteld wat UWV miste, dan kan de loonsanctie korter worden.",
    "M23": "UWV neemt de begeleiding over. Is de melding te laat, dan kan UWV een boete opleggen.",
    "M24": "UWV betaalt alleen als u het vangnet op tijd meldt.",
    "M25": "UWV stopt de uitkering op de goede dag. Is de melding te laat, dan kan UWV een boete opleggen.",
    "CONFLICT_TALK_INVITATION": "Een gesprek is de eerste stap uit een conflict, en UWV vraagt ernaar.",
    "FINAL_EVAL_LEAVER": "UWV vraagt deze evaluatie als uw werknemer na tien weken ziekte uit dienst gaat.",
    "RIV_LEAVER_SHORT": "UWV moet dit verslag hebben als uw werknemer ziek uit dienst gaat.",
    "RIV_LEAVER_FULL": "UWV moet dit verslag hebben als uw werknemer ziek uit dienst gaat.",
}
"""Why a step of the plan matters, by its code."""
ALSO = "Dit hoort bij het plan dat de wet voorschrijft bij ziekte."


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do.

    :ivar whom: name of the employee, empty for a task about none
    :ivar due_on: last day; None without one
    :ivar button: what the link to `address` says
    """

    title: str
    why: str
    address: str
    button: str
    whom: str = ""
    due_on: date | None = None
    is_late: bool = False
    is_urgent: bool = False


def task_of_step(step: Step, today: date) -> Task:
    """The task of a step of the plan."""
    return Task(title=step.title, whom=step.employee_name or "uw werknemer", why=WHY.get(step.code, ALSO), due_on=step.due_on,
                address=f"/dossier/{step.absence_number}#{step.anchor}", button="Bekijk de stap",
                is_late=step.status == "OVERDUE", is_urgent=step.is_urgent(today))


def task_of_round(january: Round) -> Task:
    """The task of an open January round."""
    return Task(title="Controleer de lonen van uw werknemers", due_on=january.deadline, is_late=january.is_late,
                why=f"Daarmee berekenen wij uw premie over {january.year - 1} en {january.year}. Anders schatten wij die.",
                address=f"/januari/{january.year}", button="Controleer de lonen")


def task_of_review(count: int) -> Task:
    """The task to confirm who has access."""
    waiting = "1 account wacht" if count == 1 else f"{count} accounts wachten"
    return Task(title="Controleer wie toegang heeft", address="/account/rechten-controleren", button="Controleer de toegang",
                why=f"{waiting} op uw bevestiging. Zo ziet niemand gegevens die daar geen reden meer voor heeft.")


def task_of_advice(advice: Advice, body: Mapping[str, Any]) -> Task:
    """The task to answer an advice."""
    return Task(title=f"Beantwoord een advies: {advice.title.lower()}", whom=body["employee_name"], due_on=advice.due_on,
                why="Zonder antwoord komt uw poortwachtergarantie in gevaar.", is_late=advice.is_late,
                button="Beantwoord het advies", address=f"/dossier/{body['advice']['absence_number']}/adviezen#{advice.anchor}")


def task_of_question(question: Row) -> Task:
    """The task to answer a question of VRA."""
    return Task(title=f"Beantwoord een vraag van VRA: {question.title.lower()}", whom=question.body["employee_name"] or "",
                why="VRA helpt u bij de re-integratie, en wacht daarvoor op uw antwoord.", due_on=as_date(question.body["day"]),
                is_late=question.is_late, button="Beantwoord de vraag", address=question.address)


def task_of_dispute(dispute: Dispute) -> Task:
    """The task to look at an employee's data that a colleague disputed."""
    return Task(title="Controleer de gegevens", whom=dispute.employee_name, button="Bekijk de gegevens",
                address=f"/werknemers/{dispute.employee_id}#twijfel",
                why=f"Een collega meldde op {dispute.raised} dat ze niet kloppen. Uw premie en uitkering worden ermee berekend.")


def tasks_of_imports(imports: Iterable[EmployeeImport]) -> list[Task]:
    """The tasks of files that wait for an answer of the sender."""
    return [Task(title="Maak het importeren van werknemers af", address=f"/werknemers/importeren/{each.import_id}",
                 button="Ga verder", why=f"Het bestand van {each.sent} wacht op uw antwoord. Er is nog niets veranderd.")
            for each in imports if each.is_mapping or each.is_asking]
