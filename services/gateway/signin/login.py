"""Login through identity's authorization code flow."""
import logging
from dataclasses import asdict
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from services.gateway.edge.access import PUBLIC, Entrance, Protection, protect_all, protect_one
from services.gateway.edge.protection import form_token
from services.gateway.edge.session import portal_session
from services.gateway.signin.identity_provider import CAMAS_PAGES, IdentityProvider, LoginRefused, LoginStart
from services.gateway.signin.visitor import Doorkeeper

log = logging.getLogger(__name__)

STARTED = "logins"
MOST_AT_ONCE = 5
"""Logins begun in parallel tabs that are remembered."""


def blueprint(provider: IdentityProvider, doorkeeper: Doorkeeper) -> Blueprint:
    """The routes of a login and of the visitor that it lets in."""
    pages = protect_all(Blueprint("login", __name__), PUBLIC)

    @pages.get("/login")
    def login() -> AnyResponse:
        """Start a login and remember the requested page; with `opnieuw` also for who is logged in."""
        start, address = provider.start(own_path(request.args.get("naar", "/")), fresh="opnieuw" in request.args)
        session = portal_session()
        session[STARTED] = [*session.get(STARTED, []), asdict(start)][-MOST_AT_ONCE:]
        return redirect(address)

    @pages.get("/camas")
    def camas() -> AnyResponse:
        """The entrance of CAMAS, which asks for a login with a code by e-mail."""
        return redirect(f"{CAMAS_PAGES}Verzuimdossier")

    @pages.get("/callback")
    def callback() -> AnyResponse | tuple[str, int]:
        """Finish a login after the redirect from identity."""
        return _finish(provider, doorkeeper)

    @pages.get("/session")
    @protect_one(Protection(Entrance.SESSION))
    def who() -> Response:
        """The logged-in visitor, for programs that use the cookie."""
        visitor = doorkeeper.visitor()
        return jsonify(account=visitor.account_id, name=visitor.name, employer_id=visitor.employer_id,
                       rights=sorted(visitor.rights), roles=sorted(visitor.roles),
                       csrf_token=form_token())

    return pages


def own_path(text: str) -> str:
    """The text if it is a path of this portal, otherwise the start page; prevents open redirects."""
    parts = urlsplit(text)
    is_own = not parts.scheme and not parts.netloc and text.startswith("/") and not text.startswith(("//", "/\\"))
    return text if is_own and "\n" not in text and not text.startswith(("/login", "/callback", "/logout")) else "/"


def _finish(provider: IdentityProvider, doorkeeper: Doorkeeper) -> AnyResponse | tuple[str, int]:
    start = _take_start(request.args.get("state", ""))
    if start is None:
        return redirect("/") if portal_session().account_id else _refused()
    try:
        tokens = provider.finish(start, request.args)
    except LoginRefused as problem:
        log.info("login refused", extra={"reason": str(problem)})
        return _refused()
    doorkeeper.let_in(tokens)
    return redirect(start.then)


def _take_start(state: str) -> LoginStart | None:
    session = portal_session()
    starts = session.get(STARTED, [])
    found = next((start for start in starts if state and start["state"] == state), None)
    session[STARTED] = [start for start in starts if start is not found]
    return LoginStart(**found) if found else None


def _refused() -> tuple[str, int]:
    return render_template("signin/login_failed.html"), 400
