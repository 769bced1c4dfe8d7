"""The help page with contacts and frequent questions, and the services of the insurance (R-021); accessible without login."""
from flask import Blueprint, render_template

from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.view.questions import GROUPS, VERSION_ON

pages = protect_all(Blueprint("guidance", __name__), PUBLIC)


@pages.get("/hulp")
def guidance() -> str:
    """Contacts and questions."""
    return render_template("account/help.html", groups=GROUPS, version_on=VERSION_ON)


@pages.get("/diensten")
def insurance_services() -> str:
    """What the insurance offers besides the benefit."""
    return render_template("account/services.html")
