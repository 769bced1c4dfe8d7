"""The page on which an adviser or accounting office switches to another employer."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.signin.visitor import NoSuchEmployer
from services.gateway.view.layout import notify

pages = page_blueprint("employers", is_for_any_employer=True)


@pages.get("/account/werkgevers")
def choose() -> str:
    """The employers that the visitor works for."""
    visitor = services().visitor()
    return render_template("account/employers.html", employers=visitor.employers)


@pages.post("/account/werkgevers")
def switch() -> Response:
    """Work for the chosen one from now."""
    try:
        visitor = services().doorkeeper.work_for(request.form.get("werkgever", ""))
    except NoSuchEmployer:
        abort(404)
    if visitor.employer is not None:
        notify(f"U werkt nu voor {visitor.employer.name}.")
    return redirect("/", 303)
