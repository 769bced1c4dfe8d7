"""The delivery track of a sick report: what has happened with it, and when (R-028, idea 1)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.absences import Absence
from services.gateway.view.formatting import day, moment, weekday
from services.gateway.view.reports.forecast import NOT_COVERED

CONTACT = "M02"
"""The step in which the consultant calls."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the delivery.

    :ivar at: when it was reached, in words; empty until then
    :ivar follows: whether it comes by itself, within seconds while the systems are connected
    """

    title: str
    at: str = ""
    more: str = ""
    is_done: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """The stages of one report, and whether all were reached that follow by themselves within seconds."""

    stages: tuple[Stage, ...]
    is_delivered: bool

    @classmethod
    def of(cls, absence: Absence, dossier: Mapping[str, Any] | None, contact_by: date) -> "Track":
        """Build from absence's answer and the plan of the dossier, which is None until it is opened or while it is away."""
        stages = (_received(absence), _opened(absence, dossier), _judged(absence.delivery), _called(dossier, contact_by))
        return cls(stages, is_delivered=stages[1].is_done and stages[2].is_done)


def _received(absence: Absence) -> Stage:
    at = absence.delivery.get("reported_at")
    more = "Perspectief krijgt uw melding vanzelf. U hoeft niets door te sturen."
    late = (" De melding kwam na de eerste ziektedag. Meld de volgende keer op de eerste dag; dan loopt uw uitkering zeker op "
            "tijd.") if absence.is_late else ""
    return Stage("Uw melding is ontvangen", moment(at) if at else day(absence.reported_on), more + late, is_done=True)


def _opened(absence: Absence, dossier: Mapping[str, Any] | None) -> Stage:
    told = absence.delivery
    if dossier is None and not told.get("dossier_opened_on"):
        return Stage("Perspectief opent het dossier", follows=True)
    return Stage("Perspectief heeft het dossier geopend", _when(told.get("dossier_opened_at"), told.get("dossier_opened_on")),
                 is_done=True)


def _judged(told: Mapping[str, Any]) -> Stage:
    if told.get("claim_rejected_because"):
        reason = NOT_COVERED.get(str(told["claim_rejected_because"]), "Deze ziekmelding is niet verzekerd.")
        return Stage("De verzekeraar heeft de claim afgewezen", _when(told.get("claim_judged_at"), None),
                     f"{reason} De begeleiding gaat gewoon door.", is_done=True)
    if told.get("claim_opened_on"):
        return Stage("De verzekeraar heeft de claim in behandeling", _when(told.get("claim_judged_at"), told["claim_opened_on"]),
                     is_done=True)
    return Stage("De verzekeraar opent de claim", follows=True)


def _called(dossier: Mapping[str, Any] | None, contact_by: date) -> Stage:
    plan = (dossier or {}).get("plan") or ()
    called = next((step["completed_on"] for step in plan if step["code"] == CONTACT and step.get("completed_on")), None)
    if called:
        return Stage("De verzuimconsultant heeft gebeld", day(called), is_done=True)
    return Stage(f"De verzuimconsultant belt u uiterlijk {weekday(contact_by)}", more="Dat is binnen vier werkdagen.")


def _when(instant: Any, on: Any) -> str:
    return moment(str(instant)) if instant else day(on) if on else ""
