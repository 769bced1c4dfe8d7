"""The entrance of the account pages."""
from flask import redirect
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.accounts.parts import parts_for

pages = page_blueprint("account")


@pages.get("/account")
def first_part() -> Response:
    """Lead to the first part that the visitor may open."""
    return redirect(parts_for(services().visitor())[0].path)
