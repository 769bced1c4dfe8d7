"""The layout of all pages: menu, logged-in visitor, form token."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from markupsafe import Markup

from services.gateway.clients.gathering import services
from services.gateway.contacts import Contact
from services.gateway.edge.assets import address
from services.gateway.edge.protection import form_token
from services.gateway.edge.session import portal_session
from services.gateway.signin.visitor import SessionLost, Visitor
from services.gateway.view.accounts.parts import parts_for
from shared.observability.tracing import current_trace

SICK_REPORTS, EMPLOYEE_DATA = "SICK_REPORTS", "EMPLOYEE_DATA"
CASEWORK_ROLES = frozenset({"casemanager", "absence_consultant", "company_doctor", "labour_expert"})
SEE_DOSSIERS = CASEWORK_ROLES | {"insurer_vra"}
SEE_STATISTICS = SEE_DOSSIERS - {"labour_expert"}
DOCTOR = "company_doctor"
LABOUR_EXPERT = "labour_expert"
CASEMANAGER = "casemanager"
CONSULTANT = "absence_consultant"
CONTACT_ROLES = frozenset({CASEMANAGER, CONSULTANT})
MEDICAL_ROLES = frozenset({DOCTOR, CONSULTANT})
VRA = "insurer_vra"
BILLING = "insurer_billing"
PLATFORM_ADMIN = "platform_admin"
HELPDESK = "camas_helpdesk"
ACCEPTANCE = "insurer_acceptance"
CLAIMS = "insurer_claims"
LEGAL_AID_READERS = frozenset({"legal_aid", "insurer_claims"})
CLAIMS = "insurer_claims"
POLICY_READERS = frozenset({ACCEPTANCE, BILLING, CLAIMS})
LOG_READERS = frozenset({PLATFORM_ADMIN, HELPDESK})


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page in the menu.

    :ivar rights: each of these rights gives access; empty for all visitors
    :ivar roles: each of these staff roles gives access
    :ivar at_thumb: whether it is in the bottom bar on phones
    """

    title: str
    path: str
    icon: str
    rights: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    at_thumb: bool = False

    def is_for(self, visitor: Visitor) -> bool:
        """Whether the visitor has access to the page."""
        if visitor.is_staff:
            return bool(visitor.roles & self.roles) or not (self.rights or self.roles)
        return bool(visitor.rights & self.rights) or not (self.rights or self.roles)


MENU = (
    MenuItem("Start", "/", "home", at_thumb=True),
    MenuItem("Ziek melden", "/ziek-melden", "mood-sick", frozenset({SICK_REPORTS}), at_thumb=True),
    MenuItem("Herstel melden", "/herstel-melden", "mood-smile", frozenset({SICK_REPORTS}), at_thumb=True),
    MenuItem("Werknemers", "/werknemers", "users", frozenset({SICK_REPORTS, EMPLOYEE_DATA}), at_thumb=True),
    MenuItem("Te doen", "/te-doen", "check", roles=CASEWORK_ROLES, at_thumb=True),
    MenuItem("Contacten", "/contacten", "phone", roles=CONTACT_ROLES, at_thumb=True),
    MenuItem("Verzuimdossier", "/Verzuim/Verzuimdossier", "folder", frozenset({SICK_REPORTS}), SEE_DOSSIERS),
    MenuItem("Overzichten", "/Verzuim/Overzichten", "chart-bar", frozenset({SICK_REPORTS}), SEE_STATISTICS),
    MenuItem("VRA en besluiten", "/vra", "check", roles=frozenset({CASEMANAGER, VRA}), at_thumb=True),
    MenuItem("Klachten", "/klachten", "mail", roles=frozenset({CASEMANAGER})),
    MenuItem("Toewijzingen", "/toewijzingen", "users", roles=frozenset({"casemanager", PLATFORM_ADMIN})),
    MenuItem("Te bekrachtigen", "/te-bekrachtigen", "circle-check", roles=frozenset({DOCTOR})),
    MenuItem("Delegaties", "/delegaties", "heart-handshake", roles=frozenset({DOCTOR})),
    MenuItem("Werkvoorraad", "/claims/werkvoorraad", "check", roles=frozenset({CLAIMS}), at_thumb=True),
    MenuItem("Uitkeringen", "/uitkeringen", "coin-euro", frozenset({EMPLOYEE_DATA}), frozenset({"insurer_claims"})),
    MenuItem("Betaalruns", "/claims/betaalruns", "coin-euro", roles=frozenset({CLAIMS})),
    MenuItem("Lonen", "/lonen", "check", roles=frozenset({"insurer_claims"})),
    MenuItem("Regres", "/claims/regres", "check", roles=LEGAL_AID_READERS),
    MenuItem("Garantie", "/claims/garantie", "shield-check", roles=frozenset({CLAIMS})),
    MenuItem("Declaraties", "/claims/declaraties", "file-invoice", roles=frozenset({CLAIMS})),
    MenuItem("Rechtsbijstand", "/rechtsbijstand", "shield-check", roles=LEGAL_AID_READERS),
    MenuItem("Facturen", "/facturen", "file-invoice", frozenset({EMPLOYEE_DATA}), frozenset({"insurer_billing"})),
    MenuItem("Polissen", "/polissen", "folder", roles=POLICY_READERS),
    MenuItem("Jaarronde", "/debiteuren/jaarronde", "calendar", roles=frozenset({BILLING})),
    MenuItem("Debiteuren", "/debiteuren", "coin-euro", roles=frozenset({BILLING}), at_thumb=True),
    MenuItem("Berichten", "/beheer/berichten", "mail", roles=frozenset({PLATFORM_ADMIN})),
    MenuItem("Accounts", "/beheer/accounts", "users", roles=frozenset({PLATFORM_ADMIN}), at_thumb=True),
    MenuItem("Programma's", "/beheer/programmas", "building", roles=frozenset({PLATFORM_ADMIN})),
    MenuItem("Taken", "/beheer/taken", "clock", roles=frozenset({PLATFORM_ADMIN})),
    MenuItem("Hoofdcontactpersonen", "/acceptatie", "users", roles=frozenset({ACCEPTANCE}), at_thumb=True),
    MenuItem("Verzoeken", "/helpdesk", "phone", roles=frozenset({HELPDESK}), at_thumb=True),
    MenuItem("Logboek", "/beheer/logboek", "shield-check", roles=LOG_READERS, at_thumb=True),
    MenuItem("Hulp", "/hulp", "help-circle", at_thumb=True),
)


def register(app: Flask) -> None:
    """Provide the variables of the layout to all templates."""

    @app.context_processor
    def around() -> dict[str, Any]:
        visitor = _visitor()
        menu = [item for item in MENU if visitor and item.is_for(visitor)]
        return {"visitor": visitor, "menu": menu, "account_parts": parts_for(visitor) if visitor else [],
                 "here": _here(menu), "today": services().clock.today(),
                "csrf_token": form_token(), "correlation_id": current_trace().correlation_id,
                "is_fragment": bool(request.headers.get("HX-Request")), "contacts": contacts(), "notice": take_notice()}

    app.jinja_env.globals["icon"] = icon


def icon(name: str, kind: str = "icon") -> Markup:
    """An icon from the sprite, hidden from screen readers."""
    return Markup('<svg class="{}" aria-hidden="true" focusable="false" width="24" height="24"><use href="{}#{}"/></svg>').format(
        kind, address("vendor/tabler-icons/sprite.svg"), name)


def contacts() -> Mapping[str, Contact]:
    """Whom to call or mail, by topic."""
    found: Mapping[str, Contact] = current_app.extensions["contacts"]
    return found


def notify(text: str) -> None:
    """Show a message on the next page."""
    portal_session()["notice"] = text


def take_notice() -> str | None:
    """Return and delete the message for this page."""
    session = portal_session()
    return session.pop("notice") if "notice" in session else None


def _visitor() -> Visitor | None:
    try:
        return services().visitor()
    except SessionLost:
        return None


def _here(menu: list[MenuItem]) -> str:
    """The menu item of the present page: the one with the longest matching path."""
    path = "/Verzuim/Verzuimdossier" if request.path.startswith("/dossier") else request.path
    under = [item.path for item in menu if path == item.path or (item.path != "/" and path.startswith(item.path + "/"))]
    return max(under, key=len, default="")
