"""View models of re-integration activities and declarations."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

KINDS = {"SOCIAL_WORK": "Bedrijfsmaatschappelijk werk", "PSYCHOLOGICAL_CARE": "Psychologische zorg",
         "MUSCULOSKELETAL_TREATMENT": "Behandeling van het houding- en bewegingsapparaat",
         "REDEPLOYMENT": "Herplaatsing buiten het eigen bedrijf", "OTHER": "Andere activiteit"}
GOALS = {"RESTORE_WORK_CAPACITY": "Arbeidsvermogen herstellen, geheel of gedeeltelijk", "OTHER": "Een ander doel"}
CONSULTED = {"company_doctor": "Bedrijfsarts", "labour_expert": "Arbeidsdeskundige", "absence_consultant": "Verzuimconsultant",
             "employer": "Werkgever", "employee": "Werknemer"}
CONDITIONS = {"restores_work_capacity": "het doel is herstel van arbeidsvermogen",
              "is_advised": "een advies van bedrijfsarts of arbeidsdeskundige van vóór de start",
              "is_approved": "een goedkeuring van vóór de start"}
STATES = {"PROPOSED": ("Wacht op de casemanager", "warning"), "AWAITING_VRA": ("Wacht op VRA", "warning"),
          "APPROVED": ("Goedgekeurd", "success"), "NOTIFIED": ("Gemeld", "success"), "STARTED": ("Gestart", "info"),
          "FINISHED": ("Klaar", "secondary"), "REFUSED": ("Geweigerd", "danger")}
DECLARED = {"CHECKED": ("Wacht op de casemanager", "warning"), "LATE": ("Te laat, wacht op VRA", "warning"),
            "ACCEPTED": ("Aangenomen", "success"), "REJECTED": ("Afgewezen", "danger"), "PAID": ("Betaald", "success")}


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as the page shows it.

    :ivar missing: the conditions of full reimbursement that are not met, in words
    """

    row: Json
    title: str
    state: tuple[str, str]
    missing: tuple[str, ...]

    @classmethod
    def of(cls, body: Json) -> "Activity":
        """Build from casework's response."""
        missing = tuple(text for name, text in CONDITIONS.items() if not body["conditions"][name])
        return cls(body, KINDS[body["kind"]], STATES[body["status"]], missing)

    @property
    def can_be_declared(self) -> bool:
        """Whether an amount was announced."""
        return self.row["announced_amount"] is not None
