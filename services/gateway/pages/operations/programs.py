"""Pages for administrators on the programs of partners and payroll packages: register, change, keys, close."""
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.forms import Form
from services.gateway.view.layout import PLATFORM_ADMIN, notify
from services.gateway.view.operations.programs import FIELDS, ID, KEY, TICKS, Program, read_program
from services.gateway.view.trail import Trail
from shared.fields.text import parse_text
from shared.kernel.ids import new_id

pages = page_blueprint("programs", roles=[PLATFORM_ADMIN])

LIST = "/beheer/programmas"
NEW = f"{LIST}/nieuw"
ONE = f"{LIST}/<client_id>"
LONGEST = 120
NO_KEY = "Plak een publieke sleutel als JWK, JWKS of PEM."


def _parse_line(raw: object) -> str:
    return parse_text(raw, longest=LONGEST)


@pages.get(LIST)
def programs() -> str:
    """All programs by id."""
    trail = Trail.of(LIST, request.args, {})
    page = services().programs.list_programs(cursor=trail.cursor)
    return render_template("operations/programs/list.html", programs=[Program.of(body) for body in page["items"]],
                           previous=trail.previous, next=trail.next(page["next"]))


@pages.get(NEW)
def new() -> str:
    """The form for a new program."""
    return render_template("operations/programs/new.html", form=Form({"sleutel": new_id()}), ticks=TICKS)


@pages.post(NEW)
def create() -> Response | tuple[str, int]:
    """Register a program."""
    form = Form(request.form.to_dict())
    body = {"client_id": form.text(ID, _parse_line, "Vul in hoe het programma zich noemt."),
            "public_key": form.text(KEY, str, NO_KEY), **read_program(form, parse_name=_parse_line)}
    if form.is_good and (made := _sent(form, lambda key: services().programs.create(body, key=key))):
        notify("Het programma is aangemaakt en kan zich aanmelden.")
        return redirect(f"{LIST}/{made['client_id']}", 303)
    return render_template("operations/programs/new.html", form=form, ticks=TICKS), 422


@pages.get(ONE)
def one(client_id: str) -> str:
    """One program with the forms to change it."""
    program = _program(client_id)
    return _page(program, Form({"sleutel": new_id()} | program.form()))


@pages.post(ONE)
def change(client_id: str) -> Any:
    """Change name, scopes and employers."""
    form = Form(request.form.to_dict())
    body = read_program(form, parse_name=_parse_line)
    return _answer(client_id, form, "De wijziging geldt vanaf nu.",
                   lambda _: services().programs.change(client_id, body, version=form.version))


@pages.post(f"{ONE}/sleutels")
def add_key(client_id: str) -> Any:
    """Add a second key."""
    form = Form(request.form.to_dict())
    text = form.text(KEY, str, NO_KEY)
    return _answer(client_id, form, "De sleutel is toegevoegd. Het programma kan hem gaan gebruiken.",
                   lambda key: services().programs.add_key(client_id, text, key=key, version=form.version))


@pages.post(f"{ONE}/sleutels/<kid>/verwijderen")
def remove_key(client_id: str, kid: str) -> Any:
    """Remove a key."""
    form = Form(request.form.to_dict())
    return _answer(client_id, form, "De sleutel is verwijderd en geldt niet meer.",
                   lambda _: services().programs.remove_key(client_id, kid, version=form.version))


@pages.post(f"{ONE}/sluiten")
def close(client_id: str) -> Any:
    """Close the program for good."""
    form = Form(request.form.to_dict())
    return _answer(client_id, form, "Het programma is gesloten.",
                   lambda key: services().programs.close(client_id, key=key, version=form.version))


def _answer(client_id: str, form: Form, done: str, send: Callable[[str], Json]) -> Response | tuple[str, int]:
    """Send a change; show the page again with the errors if it was refused."""
    if form.is_good and _sent(form, send):
        notify(done)
        return redirect(f"{LIST}/{client_id}", 303)
    program = _program(client_id)
    form.typed = program.form() | form.typed
    return _page(program, form), 422


def _sent(form: Form, send: Callable[[str], Json]) -> Json | None:
    """The service's answer; None if it refused, with the errors in the form."""
    try:
        return send(form["sleutel"] or new_id())
    except ServiceRefused as refusal:
        if refusal.status in (401, 403, 404):
            raise
        form.take_over(refusal, FIELDS)
        form.typed["sleutel"] = new_id()
        return None


def _program(client_id: str) -> Program:
    return Program.of(services().programs.get_program(client_id))


def _page(program: Program, form: Form) -> str:
    form.shows(program.version, program.facts)
    return render_template("operations/programs/one.html", program=program, form=form, ticks=TICKS)
