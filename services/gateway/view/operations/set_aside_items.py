"""View models of items that a job set aside, in Dutch for administrators."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from services.gateway.view.formatting import LOCALE, moment
from services.gateway.view.operations.parked_events import SERVICES
from services.gateway.view.seen import Facts

JOBS = {
    "invoice-arbo": ("Arbofactuur", "Polis"), "invoice-premium": ("Premiefactuur", "Polis"),
    "collect": ("Automatische incasso", "Factuur"), "collection-file": ("Incassobestand", "Incasso van"),
    "dun": ("Herinnering of aanmaning", "Factuur"),
    "import-employees": ("Import van werknemers", "Rij"),
    "settle-absences": ("Verzuim bijwerken op zijn datum", "Werknemer"),
    "long-term-threat": ("Dreigend lang verzuim", "Dossier"),
    "stagnation": ("Stilstand in het dossier", "Dossier"), "calculate-month": ("Berekening van de uitkering", "Uitkering"),
    "stagnation-rules": ("Regels van stagnatie", "Dossier"),
    "prepare-run": ("Voorbereiding van de betaling", "Polis"), "check-payees": ("Controle van de rekeninghouder", "Betaling"),
}
"""What a job does and what its items are; a job that is not named here is shown by its own name."""

KINDS = {"REFUSED": ("Gegevens kloppen niet", "warning"), "DEFECT": ("Fout in het programma", "danger"),
         "TRANSIENT": ("Gaat misschien vanzelf over", "info")}
ACTIONS = {"RETRIED": ("Alsnog gedaan", "success"), "RESOLVED": ("Afgesloten", "warning")}


@dataclass(frozen=True, slots=True)
class SetAside:
    """An item on a page.

    :ivar about: subject, such as "Premiefactuur: polis P-1"
    :ivar following: time of the next retry, or that it waits for a person
    """

    service: str
    item_id: int
    about: str
    day: str
    since: str
    following: str
    kind: str
    tone: str
    item: Mapping[str, Any]

    @classmethod
    def of(cls, service: str, item: Mapping[str, Any]) -> "SetAside":
        """Build from a service's response."""
        kind, tone = KINDS.get(str(item["kind"]), (str(item["kind"]), "warning"))
        following = (f"Vanzelf opnieuw op {moment(item['next_try_at'])}." if item["next_try_at"]
                     else "Er komt geen poging meer vanzelf: dit wacht op u.")
        return cls(service, int(item["id"]), about_of(item), day_of(item["business_date"]), moment(item["first_tried_at"]),
                   following, kind, tone, item)

    @property
    def service_name(self) -> str:
        """Dutch title of the service."""
        return SERVICES[self.service]

    @property
    def tries(self) -> int:
        """The version of the item."""
        return int(self.item["tries"])

    @property
    def facts(self) -> Facts:
        """What a form about the item rests on."""
        return {"het aantal pogingen": str(self.tries), "de reden": str(self.item["reason"])}

    @property
    def tried(self) -> str:
        """The number of attempts in words."""
        return "één keer geprobeerd" if self.item["tries"] == 1 else f"{self.item['tries']} keer geprobeerd"


def about_of(item: Mapping[str, Any]) -> str:
    """The job and the item in words."""
    job, thing = JOBS.get(str(item["job"]), (str(item["job"]), "onderdeel"))
    return f"{job}: {thing.lower()} {item['item']}"


def day_of(day: str) -> str:
    """2 maart 2026."""
    return format_date(date.fromisoformat(day), "d MMMM y", locale=LOCALE)
