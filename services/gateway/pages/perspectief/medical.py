"""The medical part of a dossier, for the company doctor and a consultant to whom he delegated."""
from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.perspectief.dossiers import NOT_ASSIGNED, NotAssigned, not_assigned
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import DOCTOR, MEDICAL_ROLES, notify
from services.gateway.view.perspectief.medical import KINDS, REFERRAL_REASONS, REFERRED_TO, entries_of
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_note
from shared.kernel.ids import new_id

pages = page_blueprint("medical", roles=MEDICAL_ROLES)
pages.register_error_handler(NotAssigned, not_assigned)

ENTRY = {"kind": "soort", "text": "tekst", "corrects": "verbetert"}
REFERRAL = {"kind": "naar", "reason_code": "reden", "referred_on": "op"}
PAGE = "/dossier/<absence_number>/medisch"


@pages.get(PAGE)
def show(absence_number: str) -> str:
    """The entries, and the forms to add and to correct one and to refer."""
    form = Form({"sleutel": new_id(), "verbetert": request.args.get("verbetert", "")})
    return _page(absence_number, form, Form({"sleutel": new_id()}))


@pages.post(PAGE)
def add(absence_number: str) -> Response | tuple[str, int]:
    """Add an entry, or correct one."""
    form = Form(request.form.to_dict())
    entry: Json = {"kind": form.choice("soort", KINDS, "Kies wat u vastlegt."),
                   "text": form.text("tekst", parse_note, "Vul in wat u vastlegt."), "corrects": form["verbetert"] or None}
    return _sent(absence_number, form, ENTRY, lambda key: services().casework.add_medical_entry(absence_number, entry, key=key),
                 "Het staat in het medische deel van het dossier.")


@pages.post(f"{PAGE}/<entry_id>/delen")
@only_for(roles=[DOCTOR])
def share(absence_number: str, entry_id: str) -> Response | tuple[str, int]:
    """Show limitations and possibilities to the employer."""
    return _sent(absence_number, Form(request.form.to_dict()), {}, lambda key: services().casework.share_limitations(
        absence_number, entry_id, key=key), "De werkgever leest deze beperkingen en mogelijkheden nu in het dossier.")


@pages.post(f"{PAGE}/verwijzing")
def refer(absence_number: str) -> Response | tuple[str, int]:
    """Refer the employee to another professional."""
    form = Form(request.form.to_dict())
    order = {"kind": form.choice("naar", REFERRED_TO, "Kies naar wie u verwijst."),
             "reason_code": form.choice("reden", REFERRAL_REASONS, "Kies waarom u verwijst.")}
    day = form.date("op", CASE_DATE, "Vul in op welke dag u verwijst.", today=services().clock.today())
    return _sent(absence_number, form, REFERRAL, lambda key: services().casework.refer(
        absence_number, order | {"referred_on": day.isoformat() if day else ""}, key=key), "De verwijzing staat in het dossier.")


def _sent(absence_number: str, form: Form, fields: Mapping[str, str], send: Callable[[str], Any],
          done: str) -> Response | tuple[str, int]:
    if is_sent(form, fields, send):
        notify(done)
        return redirect(f"/dossier/{absence_number}/medisch", 303)
    other = Form({"sleutel": new_id()})
    forms = (other, form) if fields is REFERRAL else (form, other)
    return _page(absence_number, *forms), 422


def _page(absence_number: str, form: Form, referral: Form) -> str:
    bodies = _entries(absence_number)
    dossier = services().casework.get_dossier(absence_number)
    entries = entries_of(bodies, dossier)
    corrected = next((entry for entry in entries if entry.entry_id == form["verbetert"]), None)
    if corrected is not None and "tekst" not in form.typed:
        form.typed |= {"tekst": corrected.text, "soort": corrected.kind}
    return render_template(
        "perspectief/medical.html", number=absence_number, dossier=dossier, entries=entries, form=form, referral=referral,
        corrected=corrected, kinds=_choices(KINDS), to=_choices(REFERRED_TO), reasons=_choices(REFERRAL_REASONS),
        may_share=DOCTOR in services().visitor().roles)


def _entries(absence_number: str) -> list[Json]:
    try:
        return services().casework.list_medical_entries(absence_number)
    except ServiceRefused as refusal:
        if refusal.code == NOT_ASSIGNED:
            raise NotAssigned(absence_number) from None
        raise


def _choices(words: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(code, text, "") for code, text in words.items()]
