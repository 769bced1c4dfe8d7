"""Logout, at the gateway and then at identity."""
from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.edge.protection import check_csrf
from services.gateway.edge.session import portal_session
from services.gateway.signin.identity_provider import IdentityProvider


def blueprint(provider: IdentityProvider) -> Blueprint:
    """The routes of logout."""
    pages = protect_all(Blueprint("logout", __name__), PUBLIC)

    @pages.get("/logout")
    def ask() -> AnyResponse | str:
        """Ask for confirmation, because a link of another site may lead here."""
        return render_template("signin/logout.html") if portal_session().account_id else redirect("/uitgelogd")

    @pages.post("/logout")
    def logout() -> AnyResponse:
        """End the session here, then at identity."""
        session = portal_session()
        if not session.account_id:
            return redirect("/uitgelogd")
        check_csrf(is_for_any_employer=True)
        address = provider.logout_url(session.tokens)
        session.clear()
        session.modified = True
        answer = redirect(address, 303)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    @pages.get("/uitgelogd")
    def logged_out() -> AnyResponse | str:
        """The page after logout; the start page for who has logged in again meanwhile."""
        return redirect("/") if portal_session().account_id else render_template("signin/logged_out.html")

    return pages
