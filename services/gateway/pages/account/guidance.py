"""The help page: contacts by subject and frequent questions; accessible without login."""
from flask import Blueprint, render_template

from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.view.questions import GROUPS, VERSION_ON

pages = protect_all(Blueprint("guidance", __name__), PUBLIC)


@pages.get("/hulp")
def guidance() -> str:
    """Contacts and questions."""
    return render_template("account/help.html", groups=GROUPS, version_on=VERSION_ON)
