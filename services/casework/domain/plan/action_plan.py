"""The action plan: its mandatory parts and its two signatures (R-038, R-131…R-133)."""
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.kernel.refusals import RuleViolated, Several


class PlanStatus(StrEnum):
    """Status of the plan."""

    DRAFT = "DRAFT"
    ONE_SIDED = "ONE_SIDED"
    COMPLETE = "COMPLETE"


class PlanIncomplete(RuleViolated):
    """The plan lacks a mandatory part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """The parts of the plan, as identifiers of records without medical content.

    :ivar contact_agreements: agreements on contact between the parties; at least one
    :ivar resumption_agreements: agreements on resumption of work, if possible already
    :ivar employer_vision, employee_vision: the view of each party, mandatory since 1 July 2023
    """

    contact_agreements: tuple[str, ...]
    activities: tuple[str, ...]
    evaluation_on: date | None
    contact_person: str | None
    employer_vision: str | None = None
    employee_vision: str | None = None
    resumption_agreements: tuple[str, ...] = ()
    employer_signed_on: date | None = None
    employee_signed_on: date | None = None

    @property
    def status(self) -> PlanStatus:
        """Whether nobody, one party or both parties have signed."""
        signed = [day for day in (self.employer_signed_on, self.employee_signed_on) if day]
        return (PlanStatus.DRAFT, PlanStatus.ONE_SIDED, PlanStatus.COMPLETE)[len(signed)]

    @property
    def completed_on(self) -> date | None:
        """The day of the second signature."""
        first, second = self.employer_signed_on, self.employee_signed_on
        return max(first, second) if first and second else None


REQUIRED = (
    ("contact_agreements", "Leg vast hoe u contact houdt."),
    ("activities", "Leg vast welke activiteiten u afspreekt."),
    ("evaluation_on", "Leg vast wanneer u het plan evalueert."),
    ("contact_person", "Noem de casemanager."),
    ("employer_vision", "Leg de visie van de werkgever vast."),
    ("employee_vision", "Leg de visie van de werknemer vast."),
)


def check_action_plan(plan: ActionPlan) -> None:
    """Refuse a plan without all mandatory parts, naming the missing ones (R-133).

    :raises Several: with a PlanIncomplete for each part
    """
    missing = [PlanIncomplete(f"action_plan.{name}_required", message, field=name)
               for name, message in REQUIRED if not getattr(plan, name)]
    if missing:
        raise Several(list(missing))
