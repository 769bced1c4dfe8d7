"""Access to a dossier: who read it, and opening one that is assigned to others."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.view.formatting import full_name
from services.gateway.view.forms import Form
from services.gateway.view.layout import SEE_DOSSIERS, SICK_REPORTS, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.perspectief.history import ROLES
from shared.kernel.ids import new_id

pages = page_blueprint("dossier_access", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

REASONS = {"REPLACEMENT": "Ik vervang een collega", "EMPLOYER_ASKED": "De werkgever vraagt mij iets",
           "EMPLOYEE_ASKED": "De werknemer vraagt mij iets", "DEADLINE": "Een termijn loopt anders af",
           "COMPLAINT": "Er is een klacht of vraag over dit dossier"}

PARTS = {"MEDICAL": "Medisch", "DOCUMENT": "Een document", "REPORT": "Re-integratieverslag"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One access to a dossier.

    :ivar account: the name, or else the id of the account
    :ivar reason: why it was opened without assignment; None for who is assigned
    :ivar part: what was read: the dossier, its medical part or a document, by title if it is known
    :ivar is_refused: whether it was an attempt by somebody who may not read that part
    """

    who: str
    account: str
    read_at: str
    reason: str | None
    part: str
    is_refused: bool

    @classmethod
    def of(cls, body: Mapping[str, Any], names: Mapping[str, str]) -> "Reading":
        """Build from casework's response.

        :param names: of accounts, by id
        """
        roles = str(body.get("role") or "").split()
        account_id = str(body["account_id"])
        return cls(", ".join(ROLES.get(role, role) for role in roles),
                   names.get(account_id) or body.get("name") or account_id, str(body["read_at"]),
                   REASONS.get(str(body.get("emergency_reason"))),
                   body.get("document") or PARTS.get(body.get("part", ""), "Dossier"), bool(body.get("refused")))


@pages.get("/dossier/<absence_number>/inzage")
def readers(absence_number: str) -> str:
    """Who read the dossier, latest first; for the main contact and those who guide cases."""
    nobody: dict[str, str] = {}
    names = Attempts().get("collega's", names_of_colleagues, nobody)
    found = [Reading.of(body, names) for body in services().casework.list_readers(absence_number)]
    return render_template("perspectief/readers.html", number=absence_number, readings=found)


@pages.post("/dossier/<absence_number>/noodtoegang")
@only_for(roles=SEE_DOSSIERS)
def open_in_emergency(absence_number: str) -> Response | tuple[str, int]:
    """Open a dossier that is assigned to others."""
    form = Form(request.form.to_dict())
    reason = form.choice("reden", REASONS, "Kies waarom u dit dossier moet openen.")
    if form.is_good:
        try:
            services().casework.open_in_emergency(absence_number, reason, key=form["sleutel"] or new_id())
        except ServiceRefused as refusal:
            if refusal.status != 409:
                raise
        else:
            notify("U heeft dit dossier geopend. Dat staat met uw reden in het overzicht van wie het bekeek.")
        return redirect(f"/dossier/{absence_number}", 303)
    return ask_for_reason(absence_number, form), 422


def names_of_colleagues() -> dict[str, str]:
    """The names of the employer's accounts, which its main contact knows; for others none."""
    if not services().visitor().is_main_contact:
        return {}
    return {body["id"]: full_name(body) for body in services().colleagues.list_accounts()}


def ask_for_reason(absence_number: str, form: Form) -> str:
    """The page that asks why a dossier must be opened."""
    return render_template("perspectief/emergency.html", number=absence_number, form=form,
                           reasons=[(code, text, "") for code, text in REASONS.items()])
