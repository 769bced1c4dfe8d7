"""Programs of partners and payroll packages in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.formatting import moment
from services.gateway.view.forms import YES, Form
from shared.fields.identifiers import parse_policy_number
from shared.fields.invalid import InvalidInput
from shared.kernel.scopes import BY_NAME, SCOPES

SCOPES_FIELD, POLICIES, NAME, ID, KEY = "bevoegdheden", "polissen", "naam", "programma", "publiek"
FIELDS = {"client_id": ID, "name": NAME, "scopes": SCOPES_FIELD, "policy_numbers": POLICIES, "public_key": KEY}
"""The fields of the forms by the names of the service."""


def tick_of(scope: str) -> str:
    """The name of a scope's tick in forms."""
    return f"mag-{scope.replace(':', '-')}"


TICKS = [(tick_of(scope.name), scope.title) for scope in SCOPES]


@dataclass(frozen=True, slots=True)
class Key:
    """A public key.

    :ivar kid: its id, by which program and platform name it
    """

    kid: str
    kind: str
    added: str


@dataclass(frozen=True, slots=True)
class Program:
    """One program.

    :ivar version: as the service numbers it, for the form
    """

    client_id: str
    name: str
    scopes: list[str]
    employers: list[str]
    policies: list[str]
    keys: list[Key]
    created: str
    closed: str
    version: int

    @property
    def may(self) -> list[str]:
        """Its scopes in Dutch."""
        return [BY_NAME[name].title for name in self.scopes if name in BY_NAME]

    @property
    def facts(self) -> dict[str, str]:
        """What a page shows of the program, to say what changed meanwhile."""
        return {"Naam": self.name, "Bevoegdheden": ", ".join(self.may), "Werkgevers": ", ".join(self.employers),
                "Sleutels": ", ".join(key.kid for key in self.keys), "Gesloten": self.closed}

    def form(self) -> dict[str, str]:
        """The values with which the form to change it begins."""
        return {NAME: self.name, POLICIES: ", ".join(self.policies)} | {tick_of(name): YES for name in self.scopes}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Build from identity's answer."""
        return cls(
            body["client_id"], body["name"], list(body["scopes"]),
            [one["company_name"] or one["employer_id"] for one in body["employers"]],
            [one["policy_number"] for one in body["employers"] if one["policy_number"]],
            [Key(key["kid"], key["kind"], moment(key["added_at"])) for key in body["keys"]], moment(body["created_at"]),
            moment(body["closed_at"]) if body["closed_at"] else "", int(body["version"]))


def read_program(form: Form, *, parse_name: Any) -> dict[str, Any]:
    """Name, scopes and policy numbers of a form, as the service takes them."""
    scopes = [scope.name for scope in SCOPES if form[tick_of(scope.name)] == YES]
    if not scopes:
        form.refuse(SCOPES_FIELD, "Kies ten minste één van de bevoegdheden.")
    return {"name": form.text(NAME, parse_name, "Vul een naam in."), "scopes": scopes, "policy_numbers": _policies(form)}


def _policies(form: Form) -> list[str]:
    numbers = []
    for text in form[POLICIES].replace(",", " ").split():
        try:
            numbers.append(parse_policy_number(text))
        except InvalidInput as refusal:
            form.refuse(POLICIES, f"{text[:40]}: {refusal.message}")
    return numbers
