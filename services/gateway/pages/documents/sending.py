"""Takes a document from a form and sends it to the case, for pages on which an act comes with a document."""
from flask import request

from services.gateway.clients.gathering import services
from services.gateway.pages.sending import sent
from services.gateway.view.forms import Form
from shared.kernel.ids import new_id

FIELD = "bestand"
FIELDS = {"kind": "soort", "dated_on": "datum", "datedOn": "datum", "file": FIELD}


def take_document(absence_number: str, form: Form, *, kind: str, dated_on: str, missing: str | None) -> str | None:
    """Send the chosen file and return the id of the document; a refusal becomes an error at the field of the form.

    :param missing: the error without a file; None if a file is optional
    """
    file = request.files.get(FIELD)
    content = file.read() if file else b""
    if not content:
        if missing:
            form.refuse(FIELD, missing)
        return None
    unsent = Form({"sleutel": new_id()})
    document_id = sent(unsent, FIELDS, lambda key: services().documents.add(
        absence_number, content, kind=kind, dated_on=dated_on, key=key))
    for name, message in unsent.errors.items():
        form.refuse(name, message)
    return document_id
