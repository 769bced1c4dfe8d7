"""Requests by the form for strangers, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.formatting import full_name, moment, phone

OPEN = "OPEN"
STATES = {OPEN: "Te doen", "EXECUTED": "Account gemaakt", "REFUSED": "Geweigerd"}
REMARKS = {"POLICY_UNKNOWN": "Er is geen lopende polis met dit nummer", "OTHER_COMPANY": "De bedrijfsnaam wijkt af van de polis",
           "HAS_MAIN_CONTACT": "Dit bedrijf heeft al een hoofdcontactpersoon",
           "EMAIL_TAKEN": "Dit e-mailadres hoort al bij een account"}
IMPOSSIBLE = frozenset(REMARKS) - {"OTHER_COMPANY"}


@dataclass(frozen=True, slots=True)
class AskedAccount:
    """A request with what acceptance needs to call back.

    :ivar remarks: what does not fit
    :ivar can_be_accepted: whether an account can be made of it
    :ivar account_id: the account that was made; empty before
    """

    id: str
    name: str
    company: str
    policy: str
    email: str
    number: str
    asked: str
    remarks: list[str]
    can_be_accepted: bool
    state: str
    is_open: bool
    decided: str
    account_id: str
    version: int

    @property
    def facts(self) -> dict[str, str]:
        """What a page shows of the request, to say what changed meanwhile."""
        return {"Stand": self.state}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Build from identity's answer."""
        found = body["remarks"]
        decided = f"{moment(body['decided_at'])} door {body['decided_by']}" if body["decided_at"] else ""
        return cls(body["id"], f"{body['salutation']} {full_name(body)}", body["company_name"],
                   f"{body['policy_number']} ({body['policy_company_name'] or 'onbekend'})", body["email"], phone(body["phone"]),
                   moment(body["requested_at"]), [REMARKS[code] for code in found], not IMPOSSIBLE & set(found),
                   STATES[body["state"]], body["state"] == OPEN, decided, body["account_id"] or "", int(body["version"]))
