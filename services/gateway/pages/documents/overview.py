"""The documents of a case: seen, opened, added and taken back."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.documents.sending import take_document
from services.gateway.pages.downloads import attached
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.documents.documents import Document
from services.gateway.view.forms import Form
from services.gateway.view.layout import SEE_DOSSIERS, SICK_REPORTS, notify
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("documents", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

PAGE = "/dossier/<absence_number>/documenten"


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The documents, and a form to add one."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(PAGE)
def add(absence_number: str) -> Response | tuple[str, int]:
    """Add a document."""
    form = Form(request.form.to_dict())
    dated_on = form.date("datum", CASE_DATE, "Vul de datum in die op het document staat.", today=services().clock.today())
    if not form["soort"]:
        form.refuse("soort", "Kies wat voor document het is.")
    if dated_on and form.is_good:
        take_document(absence_number, form, kind=form["soort"], dated_on=dated_on.isoformat(), missing="Kies het bestand.")
    if not form.is_good:
        return _page(absence_number, form), 422
    notify("Het document staat in het dossier.")
    return redirect(_path(absence_number), 303)


@pages.get(f"{PAGE}/<document_id>")
def document(absence_number: str, document_id: str) -> Response:
    """A document, to save."""
    return attached(services().documents.open(absence_number, document_id), "application/octet-stream", "document")


@pages.post(f"{PAGE}/<document_id>/terugnemen")
def withdraw(absence_number: str, document_id: str) -> Response:
    """Take back a document."""
    services().documents.withdraw(absence_number, document_id, key=request.form.get("sleutel") or new_id())
    notify("Het document is weggehaald. De inhoud is gewist.")
    return redirect(_path(absence_number), 303)


def _path(absence_number: str) -> str:
    return PAGE.replace("<absence_number>", absence_number)


def _page(absence_number: str, form: Form) -> str:
    body = services().documents.get_documents(absence_number)
    return render_template(
        "documents/documents.html", number=absence_number, form=form, documents=[Document.of(row) for row in body["items"]],
        kinds=[(row["kind"], row["title"], "") for row in body["kinds"]])
