"""The re-integration report of a case: its parts, what is missing, sealing it, and the sealed ones."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.downloads import attached
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import UNKNOWN_FIELD, Form
from services.gateway.view.layout import CASEMANAGER, CASEWORK_ROLES, SICK_REPORTS, notify
from shared.kernel.ids import new_id

pages = page_blueprint("reports", rights=[SICK_REPORTS], roles=CASEWORK_ROLES)

PAGE = "/dossier/<absence_number>/verslag"


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The parts, and the sealed reports."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(PAGE)
@only_for(roles=[CASEMANAGER])
def seal(absence_number: str) -> Response | tuple[str, int]:
    """Assemble and seal the report."""
    form = Form(request.form.to_dict())
    if is_sent(form, {}, lambda key: services().documents.seal(absence_number, key=key, version=form.version)):
        notify("Het verslag is verzegeld. Geef de werkgever en de werknemer een kopie.")
        return redirect(PAGE.replace("<absence_number>", absence_number), 303)
    return _page(absence_number, form), 422


@pages.get(f"{PAGE}/<report_id>")
def package(absence_number: str, report_id: str) -> Response:
    """A sealed report, to save."""
    return attached(services().documents.get_report_package(absence_number, report_id), "application/zip",
                    f"re-integratieverslag-{report_id}.zip")


def _page(absence_number: str, form: Form) -> str:
    body = services().documents.get_report(absence_number)
    form.shows(body["version"], {part["title"]: "aanwezig" if part["document_id"] else "ontbreekt" for part in body["parts"]})
    return render_template("documents/report.html", number=absence_number, report=body, form=form, refusal=form.errors.get(
        UNKNOWN_FIELD), may_seal=CASEMANAGER in services().visitor().roles)
