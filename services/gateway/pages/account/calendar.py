"""The page "Agenda": the secret address under which a calendar application reads the deadlines."""
from flask import current_app, redirect, render_template
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.layout import SICK_REPORTS, notify

pages = page_blueprint("calendar", rights=[SICK_REPORTS])

PAGE = "/account/agenda"
GONE = 404


@pages.get(PAGE)
def show() -> str:
    """Whether there is an address."""
    return render_template("account/calendar.html", feed=services().own_account.get_calendar_feed(), address=None)


@pages.post(PAGE)
def make() -> tuple[str, int, dict[str, str]]:
    """Make an address and show it once; an earlier one no longer works.

    The answer is the page itself: an address in the session would be one more place that keeps the secret.
    """
    secret = services().own_account.make_calendar_feed()
    address = f"{current_app.config['PUBLIC_URL']}/agenda/{secret}.ics"
    page = render_template("account/calendar.html", feed=services().own_account.get_calendar_feed(), address=address)
    return page, 201, {"Cache-Control": "no-store"}


@pages.post(f"{PAGE}/intrekken")
def end() -> Response:
    """Withdraw the address."""
    try:
        services().own_account.end_calendar_feed()
    except ServiceRefused as refusal:
        if refusal.status != GONE:
            raise
    notify("Het adres is ingetrokken. Agenda's die het gebruiken, krijgen niets meer.")
    return redirect(PAGE, 303)
