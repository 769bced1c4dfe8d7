"""The help page with contacts and frequent questions, the services of the insurance (R-021), and the manual of the same texts
(R-020); accessible without login."""
from functools import cache

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from services.gateway.contacts import Contact
from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.pages.downloads import attached
from services.gateway.view.layout import contacts
from services.gateway.view.manual.document import manual
from services.gateway.view.manual.guide import SERVICES, TASKS
from services.gateway.view.questions import VERSION_ON, groups_with
from shared.documents.pdf import MEDIA_TYPE, to_pdf

pages = protect_all(Blueprint("guidance", __name__), PUBLIC)


@pages.get("/hulp")
def guidance() -> str:
    """Contacts, tasks and questions."""
    return render_template("account/help.html", groups=groups_with(contacts()), tasks=TASKS, version_on=VERSION_ON)


@pages.get("/hulp/handleiding")
def get_manual() -> Response:
    """The manual as PDF."""
    return attached(_manual(tuple(contacts().values())), MEDIA_TYPE, f"handleiding-{VERSION_ON}.pdf")


@cache
def _manual(whom: tuple[Contact, ...]) -> bytes:
    """Made once in a process: its texts do not change, and anybody may ask for it."""
    return to_pdf(manual({contact.topic: contact for contact in whom}))


@pages.get("/diensten")
def insurance_services() -> str:
    """What the insurance offers besides the benefit."""
    return render_template("account/services.html", services=SERVICES)
