"""View models of parked events, in Dutch for administrators."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.view.formatting import moment
from services.gateway.view.seen import Facts
from shared.kernel.services import titles

SERVICES = titles()

FACTS = {
    "absence.employee.upserted": "de gegevens van een werknemer", "absence.employee.left": "een uitdiensttreding",
    "absence.leave.set": "een verlof", "absence.sick-report.filed": "een ziekmelding",
    "absence.sick-report.cancelled": "een ingetrokken ziekmelding", "absence.recovery.reported": "een herstelmelding",
    "absence.mutation.corrected": "een gecorrigeerde melding", "absence.data-campaign.submitted": "een jaaropgave van lonen",
    "absence.left-service-sick.reported": "een ziek uit dienst gegane werknemer",
    "casework.case.opened": "een geopend dossier", "casework.case.closed": "een gesloten dossier",
    "casework.milestone.completed": "een afgeronde stap", "casework.long-term-threat.set": "een dreigend langdurig verzuim",
    "casework.sanction.notified": "een loonsanctie van de werkgever", "casework.sanction.lifted": "een opgeheven sanctie",
    "casework.vra-notice.raised": "een aandachtspunt voor VRA", "casework.wage-sanction.reported": "een loonsanctie van UWV",
    "casework.advice.closed": "een afgehandeld advies",
    "claims.claim.opened": "een geopende claim", "claims.claim.rejected": "een afgewezen claim",
    "claims.benefit.calculated": "een berekende uitkering", "claims.benefit.paid": "een betaalde uitkering",
    "claims.benefit.debt-created": "een terug te vorderen uitkering", "claims.recourse.opened": "een geopend regres",
    "claims.vra-order.issued": "een opdracht aan VRA", "claims.guarantee.decided": "een besluit over de garantie",
    "billing.policy.accepted": "een geaccepteerde polis", "billing.invoice.issued": "een factuur",
    "billing.invoice.paid": "een betaalde factuur", "billing.cover.suspended": "een geschorste dekking",
    "billing.cover.restored": "een herstelde dekking", "identity.account.created": "een nieuw account",
    "identity.account.activated": "een geactiveerd account", "identity.rights.changed": "gewijzigde rechten",
    "identity.email.changed": "een gewijzigd e-mailadres",
    "identity.account.blocked": "een geblokkeerd account",
}
"""Dutch description by event type, without prefix and version."""

OWNERS = {"ontzorg.absence.v1": "Werknemer", "ontzorg.identity.v1": "Account"}
"""Whose key a topic carries, where the event names no absence or policy."""

ACTIONS = {"RELEASED": ("Verwerkt", "success"), "DROPPED": ("Laten vallen", "warning"),
           "SUPERSEDED": ("Vervangen door de volledige stand", "info")}
SNAPSHOT = "GAP"


@dataclass(frozen=True, slots=True)
class Stuck:
    """A parked event on a page.

    :ivar about: subject, such as "Dossier V-2026-000123"
    :ivar fact: kind of event, such as "een ziekmelding"
    :ivar can_release: whether it can be retried; False while it waits for a snapshot
    """

    service: str
    event_id: str
    about: str
    fact: str
    since: str
    why: str
    behind: int
    event: Mapping[str, Any]
    can_release: bool

    @classmethod
    def of(cls, service: str, event: Mapping[str, Any]) -> "Stuck":
        """Build from a service's response."""
        return cls(service, str(event["event_id"]), about_of(event), fact_of(str(event["type"])), moment(event["parked_at"]),
                   _why(event), int(event.get("behind") or 0), event, event["reason"] != SNAPSHOT)

    @property
    def service_name(self) -> str:
        """Dutch title of the service."""
        return SERVICES[self.service]

    @property
    def tries(self) -> int:
        """The version of the event."""
        return int(self.event["attempts"])

    @property
    def facts(self) -> Facts:
        """What a form about the event rests on."""
        return {"het aantal pogingen": str(self.tries), "de technische melding": str(self.event["error"])}

    @property
    def behind_sentence(self) -> str:
        """A sentence about the events behind it."""
        if self.behind == 0:
            return "Er wacht niets achter."
        if self.behind == 1:
            return "Eén later bericht wacht erachter."
        return f"{self.behind} latere berichten wachten erachter, in volgorde."


def about_of(event: Mapping[str, Any]) -> str:
    """The dossier, policy or other subject of an event."""
    subject = event.get("subject") or (event["key"] if str(event["key"]).startswith("V-") else None)
    if subject:
        return f"{'Dossier' if subject.startswith('V-') else 'Polis'} {subject}"
    return f"{OWNERS.get(str(event['topic']), 'Sleutel')} {event['key']}"


def fact_of(event_type: str) -> str:
    """The Dutch description of an event type."""
    return FACTS.get(event_type.removeprefix("nl.verzuim.").rpartition(".")[0], "iets wat dit scherm niet kent")


def _why(event: Mapping[str, Any]) -> str:
    if event["reason"] == SNAPSHOT:
        return "eerdere berichten ontbreken. De volledige stand is opgevraagd; daarna gaat dit vanzelf verder"
    if event["reason"] == "BEHIND":
        return "een eerder bericht stond ervoor. Dat is weg; dit kan verder"
    tried = int(event["attempts"])
    return f"dat mislukte {'één keer' if tried == 1 else f'{tried} keer'}"
