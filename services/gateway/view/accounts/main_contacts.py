"""Main contacts for the insurer's acceptance, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.accounts.helpdesk import account_state
from services.gateway.view.formatting import day, full_name, moment, phone

DOUBTS = {"OTHER_COMPANY": "De bedrijfsnaam wijkt af van de polis", "DOUBTFUL": "De aanvraag is twijfelachtig"}
PENDING, INVITED = "PENDING_VERIFICATION", "TEMPORARY"
STATES = {PENDING: "Terug te bellen", INVITED: "Nog niet ingelogd", "ACTIVE": "In gebruik", "BLOCKED": "Geblokkeerd",
          "CLOSED": "Gesloten"}
BLOCK_REASONS = {"LEFT": "Werkt daar niet meer", "MISUSE": "Misbruik, of verlies van telefoon of wachtwoord",
                 "MISTAKE": "Het account is een vergissing", "OTHER": "Iets anders"}
UNBLOCK_REASONS = {"MISTAKE": "De blokkade was een vergissing", "RETURNED": "De persoon is terug",
                   "SOLVED": "Het probleem is opgelost", "OTHER": "Iets anders"}


@dataclass(frozen=True, slots=True)
class MainContact:
    """A main contact with the request.

    :ivar why: why acceptance calls back first; empty without doubt
    """

    id: str
    name: str
    company: str
    policy: str
    why: str
    number: str
    landline: str
    email: str
    asked: str
    label: str
    tone: str
    until: str
    called: str
    state: str
    version: int

    @property
    def is_in_use(self) -> bool:
        """Whether somebody can sign in with it, also if it is locked for a while."""
        return self.state in (INVITED, "ACTIVE", "LOCKED")

    @property
    def facts(self) -> dict[str, str]:
        """What a page shows of the account, to say what changed meanwhile."""
        return {"Stand": self.label}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Build from identity's answer."""
        label, tone = account_state(body)
        called = f"{moment(body['verified_at'])} door {body['verified_by']}" if body["verified_at"] else ""
        company = body["company_name"] or body["policy_company_name"] or "–"
        return cls(body["id"], f"{body['salutation']} {full_name(body)}", company,
                   f"{body['policy_number'] or '–'} ({body['policy_company_name'] or 'onbekend'})", DOUBTS.get(body["doubt"], ""),
                   phone(body["phone"]), phone(body["landline"]) if body["landline"] else "", body["email"],
                   moment(body["created_at"]), label, tone, day(body["temporary_until"]), called, body["state"],
                   int(body["version"]))
