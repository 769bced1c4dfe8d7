"""Documents that are written in the portal: the action plan, evaluations and opinions, with their signatures (R-038, R-133)."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.documents.statements import STATES, Text, typed_of
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEWORK_ROLES, SICK_REPORTS, notify
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_work_note
from shared.kernel.ids import new_id

pages = page_blueprint("statements", rights=[SICK_REPORTS], roles=CASEWORK_ROLES)

PAGE = "/dossier/<absence_number>/plan"
ACTS = {"ondertekenen": ("signature", "Uw akkoord is vastgelegd."), "intrekken": ("withdrawal", "De tekst is ingetrokken.")}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The texts of the case, and what the visitor can write."""
    return _overview(absence_number, Form({"sleutel": new_id()}))


@pages.get(f"{PAGE}/<kind>")
def form(absence_number: str, kind: str) -> str:
    """The form of a document, with the open text if there is one."""
    body = services().documents.get_statements(absence_number)
    wanted = _wanted(body, kind)
    open_texts = [row["statement"]["texts"] for row in body["items"]
                  if row["statement"]["kind"] == kind and row["statement"]["document_id"] is None]
    typed = typed_of(wanted["sections"], open_texts[-1] if open_texts else {"contact_person": body["casemanager"]})
    return _form(absence_number, body, wanted, Form(typed | {"sleutel": new_id()}))


@pages.post(f"{PAGE}/<kind>")
def write(absence_number: str, kind: str) -> Response | tuple[str, int]:
    """Write a document."""
    typed = Form(request.form.to_dict())
    body = services().documents.get_statements(absence_number)
    wanted = _wanted(body, kind)
    written = {"kind": kind} | {section["name"]: _text(typed, section) for section in wanted["sections"]}
    fields = {section["name"]: section["name"] for section in wanted["sections"]}
    if is_sent(typed, fields, lambda key: services().documents.write(absence_number, written, key=key, version=typed.version)):
        notify("De tekst is bewaard. Er moet nog voor akkoord worden getekend.")
        return redirect(_path(absence_number), 303)
    return _form(absence_number, body, wanted, typed), 422


@pages.post(f"{PAGE}/tekst/<statement_id>/<act>")
def act_on(absence_number: str, statement_id: str, act: str) -> Response | tuple[str, int]:
    """Sign a text, or take it back."""
    if act not in ACTS:
        abort(404)
    what, done = ACTS[act]
    typed = Form(request.form.to_dict())
    if is_sent(typed, {}, lambda key: services().documents.act_on_statement(
            absence_number, statement_id, what, key=key, version=typed.version)):
        notify(done)
        return redirect(_path(absence_number), 303)
    return _overview(absence_number, typed), 422


def _text(typed: Form, section: Json) -> str | list[str] | None:
    """What was typed in a section; a list has a line for each point."""
    name = section["name"]
    if section["shape"] == "LIST":
        return [line.strip() for line in typed[name].splitlines() if line.strip()]
    if section["shape"] == "DAY":
        day = typed.date(name, CASE_DATE, today=services().clock.today())
        return day.isoformat() if day else None
    return typed.text(name, parse_work_note) or None


def _wanted(body: Json, kind: str) -> Json:
    found = [row for row in body["kinds"] if row["kind"] == kind]
    if not found:
        abort(404)
    return dict(found[0])


def _path(absence_number: str) -> str:
    return PAGE.replace("<absence_number>", absence_number)


def _overview(absence_number: str, typed: Form) -> str:
    body = services().documents.get_statements(absence_number)
    texts = [Text.of(row) for row in body["items"]]
    typed.shows(body["version"], {text.title: text.state[0] for text in texts})
    return render_template("documents/statements.html", number=absence_number, form=typed, texts=texts, states=STATES,
                           kinds=body["kinds"])


def _form(absence_number: str, body: Json, wanted: Json, typed: Form) -> str:
    typed.shows(body["version"], {row["title"]: STATES[row["statement"]["status"]][0] for row in body["items"]})
    return render_template("documents/statement_form.html", number=absence_number, form=typed, wanted=wanted)
