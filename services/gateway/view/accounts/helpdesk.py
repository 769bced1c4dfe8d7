"""Requests to the helpdesk and accounts in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.formatting import full_name, moment, phone

KINDS = {"EXTRA_ACCOUNT": "Nieuw account", "NEW_EMAIL": "Ander e-mailadres", "NEW_PHONE": "Ander telefoonnummer"}
STATES = {"OPEN": "Te doen", "EXECUTED": "Uitgevoerd", "REFUSED": "Geweigerd"}
ACCOUNT_KINDS = {"MAIN_CONTACT": "Hoofdcontactpersoon", "COLLEAGUE": "Collega", "THIRD_PARTY": "Adviseur of administratiekantoor",
                 "STAFF": "Medewerker"}
ACCOUNT_STATES = {
    "REQUESTED": ("Aangevraagd", "secondary"), "PENDING_VERIFICATION": ("Wacht op terugbellen", "warning"),
    "TEMPORARY": ("Nog niet ingelogd", "warning"), "ACTIVE": ("In gebruik", "success"),
    "LOCKED": ("Tijdelijk op slot", "danger"), "BLOCKED": ("Geblokkeerd", "danger"), "CLOSED": ("Gesloten", "secondary")}


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A request with what the helpdesk needs.

    :ivar requester_is_contact: whether who asked is the main contact still; if not, nobody is called
    :ivar change: what is asked, by term: present and requested value
    """

    id: str
    title: str
    state: str
    company: str
    requester: str
    requester_is_contact: bool
    number: str
    requested: str
    change: list[tuple[str, str]]
    reason: str
    version: int
    is_open: bool

    @property
    def facts(self) -> dict[str, str]:
        """What a page shows of the request, to say what changed meanwhile."""
        return dict(self.change) | {"Stand": self.state}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Build from identity's answer."""
        return cls(body["id"], KINDS[body["kind"]], STATES[body["state"]], body["company_name"] or "Onbekend bedrijf",
                   body["requester_name"], body["requester_is_contact"], phone(body["requester_phone"]),
                   moment(body["requested_at"]), _change(body), body["decision_reason"] or "", int(body["version"]),
                   body["state"] == "OPEN")


def _change(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    if body["kind"] == "EXTRA_ACCOUNT":
        return [("Voor", f"{body['salutation']} {full_name(body)}"), ("E-mailadres", body["email"]),
                ("Telefoonnummer", phone(body["phone"]))]
    whose = [("Account van", f"{body['account_name']} ({body['account_username']})")]
    if body["kind"] == "NEW_EMAIL":
        return [*whose, ("E-mailadres nu", body["account_email"] or "–"), ("Wordt", body["email"])]
    return [*whose, ("Telefoonnummer nu", phone(body["account_phone"])), ("Wordt", phone(body["phone"]))]


def account_state(body: Mapping[str, Any]) -> tuple[str, str]:
    """The state of an account in words, and its colour."""
    return ACCOUNT_STATES.get(body["state"], (body["state"], "secondary"))


def account_kind(body: Mapping[str, Any]) -> str:
    """The kind of an account in words."""
    return ACCOUNT_KINDS.get(str(body["kind"]), str(body["kind"]))
