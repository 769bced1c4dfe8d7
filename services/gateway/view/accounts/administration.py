"""Accounts in Dutch for the platform administrator: roles, reasons, and the forms to make, change and close one."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.accounts.helpdesk import account_kind, account_state
from services.gateway.view.accounts.roles import ROLES
from services.gateway.view.accounts.security_events import RIGHTS
from services.gateway.view.formatting import day, full_name, phone
from services.gateway.view.forms import Form
from shared.fields.contact import parse_email, parse_mobile, parse_phone
from shared.fields.names import parse_infix, parse_name

SALUTATIONS = {"Dhr.": "De heer", "Mevr.": "Mevrouw", "Neutraal": "Neutraal"}
REASONS = {"LEFT": "Werkt hier niet meer", "MISUSE": "Misbruik van het account", "MISTAKE": "Het account is een vergissing",
           "OTHER": "Iets anders"}
WORK_PHONE = "werktelefoon"
FIELDS = {"salutation": "aanhef", "first_name": "voornaam", "infix": "tussenvoegsels", "last_name": "achternaam",
          "email": "email", "phone": "mobiel", "work_phone": WORK_PHONE, "role": "rol", "reason": "reden"}
"""The fields of the forms by the names of the service."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of staff or of an employer.

    :ivar state: in words, with its colour
    :ivar role: code of the role of staff; empty for others
    :ivar may: role of staff or rights of others, in words
    :ivar companies: names of the employers for which the person works; none of staff
    :ivar version: as the service numbers it, for the forms
    """

    id: str
    name: str
    kind: str
    state: tuple[str, str]
    role: str
    may: list[str]
    companies: list[str]
    username: str
    email: str
    phone: str
    work_phone: str
    created: str
    activated: str
    version: int
    is_staff: bool
    is_closed: bool
    is_main_contact: bool
    is_blocked: bool

    @property
    def facts(self) -> dict[str, str]:
        """What a page shows of the account, also to say what changed meanwhile."""
        at_work = {"Telefoon op het werk": self.work_phone} if self.is_staff else {}
        company = {} if self.is_staff else {"Bedrijf": ", ".join(self.companies)}
        return {**company, "Rol" if self.is_staff else "Rechten": ", ".join(self.may), "Gebruikersnaam": self.username,
                "E-mailadres": self.email, "Mobiel nummer": self.phone, **at_work, "Gemaakt op": self.created,
                "Eerste keer ingelogd": self.activated}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Build from identity's answer."""
        words = ROLES | RIGHTS
        return cls(
            body["id"], full_name(body), account_kind(body), account_state(body), next(iter(body["roles"]), ""),
            [words.get(code, code) for code in (*body["roles"], *body["rights"])],
            body["companies"], body["username"] or "", body["email"], phone(body["phone"]),
            phone(number) if (number := body.get("work_phone")) else "", day(body["created_at"]),
            day(body["activated_at"]) if body["activated_at"] else "Nog niet", int(body["version"]),
            body["kind"] == "STAFF", body["state"] == "CLOSED", body["kind"] == "MAIN_CONTACT", body["state"] == "BLOCKED")


def read_staff(form: Form) -> dict[str, str]:
    """A new member of staff, as the service takes it; the infix and the number at work only if there is one."""
    read = {"salutation": form.choice("aanhef", SALUTATIONS, "Kies een aanhef."),
            "first_name": form.text("voornaam", parse_name, "Vul een voornaam in."),
            "infix": form.text("tussenvoegsels", parse_infix),
            "last_name": form.text("achternaam", parse_name, "Vul een achternaam in."),
            "email": form.text("email", parse_email, "Vul een e-mailadres in."),
            "phone": form.text("mobiel", parse_mobile, "Vul een mobiel nummer in."), "work_phone": read_work_phone(form),
            "role": read_role(form)}
    return {name: value for name, value in read.items() if value}


def read_work_phone(form: Form) -> str:
    """The number at work; empty for none."""
    return form.text(WORK_PHONE, parse_phone)


def read_role(form: Form) -> str:
    """The role that the form asks for."""
    return form.choice("rol", ROLES, "Kies een rol.")


def read_reason(form: Form) -> str:
    """Why an account is closed, as the service's code."""
    return form.choice("reden", REASONS, "Kies waarom u dit account sluit.")


def choices(words: Mapping[str, str], *, without: str = "") -> list[tuple[str, str, str]]:
    """Codes as radio buttons: code, its words, no explanation."""
    return [(code, name, "") for code, name in words.items() if code != without]
