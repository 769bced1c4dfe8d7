"""The pages "Sessies" and "Apparaten": where the visitor is signed in, and how to end it."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.edge.session import portal_session
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.accounts.browsers import OwnBrowser
from services.gateway.view.layout import notify
from shared.kernel.ids import new_id

pages = page_blueprint("own_sessions")

SESSIONS, DEVICES = "/account/sessies", "/account/apparaten"
GONE = 404


@pages.get(SESSIONS)
def list_sessions() -> str:
    """The browsers that are signed in."""
    found = [OwnBrowser.of(one) for one in services().own_account.list_sessions()]
    return render_template("account/sessions.html", sessions=found)


@pages.post(f"{SESSIONS}/<session_id>/afmelden")
def end_session(session_id: str) -> Response:
    """Sign one browser out; ending this one leads to the page after logout."""
    if request.form.get("dit") == "ja":
        services().own_account.end_session(session_id, key=new_id())
        return _signed_out()
    try:
        services().own_account.end_session(session_id, key=new_id())
    except ServiceRefused as refusal:
        if refusal.status != GONE:
            raise
    notify("Deze browser is afgemeld.")
    return redirect(SESSIONS, 303)


@pages.post(f"{SESSIONS}/overal-afmelden")
def end_all_sessions() -> Response:
    """Sign out everywhere, here too."""
    services().own_account.end_all_sessions(key=new_id())
    return _signed_out()


@pages.get(DEVICES)
def list_devices() -> str:
    """The browsers on which the visitor has signed in."""
    found = [OwnBrowser.of(one) for one in services().own_account.list_devices()]
    return render_template("account/devices.html", devices=found)


@pages.post(f"{DEVICES}/<device_id>/vergeten")
def forget_device(device_id: str) -> Response:
    """Forget a device; forgetting this one leads to the page after logout."""
    try:
        services().own_account.forget_device(device_id, key=new_id())
    except ServiceRefused as refusal:
        if refusal.status != GONE:
            raise
    if request.form.get("dit") == "ja":
        return _signed_out()
    notify("Dit apparaat is vergeten en afgemeld.")
    return redirect(DEVICES, 303)


def _signed_out() -> Response:
    session = portal_session()
    session.clear()
    session.modified = True
    return redirect("/uitgelogd", 303)
