"""The absence protocol of an employer, for its accounts and those who guide it; the casemanager adds versions (R-098)."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.downloads import attached
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEMANAGER, CASEWORK_ROLES, SICK_REPORTS, notify
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("protocol", roles=CASEWORK_ROLES)

OWN = "/verzuimprotocol"
PAGE = "/toewijzingen/<employer_id>/verzuimprotocol"
FILE = "bestand"
FIELDS = {"effective_from": "vanaf", "effectiveFrom": "vanaf", "file": FILE}
STATES = {"CURRENT": ("Geldt nu", "success"), "COMING": ("Gaat nog in", "info"), "REPLACED": ("Vervangen", "secondary")}


@pages.get(OWN)
@only_for(SICK_REPORTS)
def own() -> str:
    """The protocol of the visitor's employer."""
    return _page(_own_employer(), OWN, Form({}))


@pages.get(f"{OWN}/<protocol_id>")
@only_for(SICK_REPORTS)
def own_version(protocol_id: str) -> Response:
    """A version of the visitor's employer, to save."""
    return _version(_own_employer(), protocol_id)


@pages.get(PAGE)
def overview(employer_id: str) -> str:
    """The protocol of an employer, and a form to add a version."""
    return _page(employer_id, _path(employer_id), Form({"sleutel": new_id()}))


@pages.post(PAGE)
@only_for(roles=[CASEMANAGER])
def add(employer_id: str) -> Response | tuple[str, int]:
    """Add a version."""
    form, file = Form(request.form.to_dict()), request.files.get(FILE)
    effective = form.date("vanaf", CASE_DATE, "Vul in vanaf welke dag deze versie geldt.", today=services().clock.today())
    content = file.read() if file else b""
    if not content:
        form.refuse(FILE, "Kies het bestand.")
    if is_sent(form, FIELDS, lambda key: services().staffing.add_protocol(
            employer_id, content, effective_from=f"{effective}", key=key, version=form.version)):
        notify("Het verzuimprotocol is toegevoegd.")
        return redirect(_path(employer_id), 303)
    return _page(employer_id, _path(employer_id), form), 422


@pages.get(f"{PAGE}/<protocol_id>")
def version(employer_id: str, protocol_id: str) -> Response:
    """A version, to save."""
    return _version(employer_id, protocol_id)


def _own_employer() -> str:
    return services().visitor().employer_id or abort(403)


def _path(employer_id: str) -> str:
    return PAGE.replace("<employer_id>", employer_id)


def _version(employer_id: str, protocol_id: str) -> Response:
    return attached(services().staffing.open_protocol(employer_id, protocol_id), "application/octet-stream", "verzuimprotocol")


def _page(employer_id: str, path: str, form: Form) -> str:
    may_add, versions = CASEMANAGER in services().visitor().roles, services().staffing.list_protocols(employer_id)
    form.shows(len(versions), {"De nieuwste versie": f"{len(versions)}"})
    return render_template(
        "staffing/protocol.html", versions=versions, states=STATES, path=path, form=form,
        employer=services().staffing.get_employer(employer_id) if may_add else None)
