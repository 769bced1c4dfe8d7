"""Flask's session, stored on the server; the browser has only a random cookie."""
import secrets
import threading
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from flask import Flask, Request, Response
from flask import session as flask_session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from services.gateway.edge.store import SessionStore
from services.gateway.settings import Settings

TOUCH_EVERY = timedelta(minutes=1)
OUTLIVES = "checked"
"""What a visitor finds again who logs in after the session had ended: forms on a check page, each with its owner."""


class PortalSession(CallbackDict[str, Any], SessionMixin):
    """The data of one browser session.

    :ivar cookie: the secret in the cookie; None until data is stored
    :ivar account_id: the logged-in account, or None
    :ivar renewal: held while tokens are renewed, because the parts of a page are asked for at the same time
    :ivar lost_account_id: the account of the session that the cookie named, if it has ended
    """

    def __init__(self, data: dict[str, Any] | None = None, *, cookie: str | None = None) -> None:
        super().__init__(data, lambda changed: setattr(changed, "modified", True))
        self.modified = False
        self.cookie = cookie
        self.account_id: str | None = None
        self.lost_account_id: str | None = None
        self.tokens: dict[str, Any] | None = None
        self.used_at: datetime | None = None
        self.former_cookie: str | None = None
        self.has_new_tokens = False
        self.renewal = threading.Lock()

    def renew(self) -> str:
        """Replace the session's secret at login, against session fixation."""
        self.former_cookie, self.cookie = self.cookie, secrets.token_urlsafe(32)
        self.modified = True
        return self.cookie


def portal_session() -> PortalSession:
    """The session of this request."""
    return cast(PortalSession, flask_session)


class ServerSessions(SessionInterface):
    """Loads the session of a request and stores it afterwards."""

    def __init__(self, store: SessionStore, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def open_session(self, app: Flask, request: Request) -> PortalSession:
        if request.path.startswith(("/static/", "/health/", "/id/", "/wat-wacht")):
            return PortalSession()
        cookie = request.cookies.get(self._settings.cookie_name)
        stored = self._store.find(cookie) if cookie else None
        if stored is None or not stored.is_live:
            found = stored.data.get(OUTLIVES) if stored else None
            session = PortalSession({OUTLIVES: found} if found else None)
            session.lost_account_id = stored.account_id if stored else None
            return session
        session = PortalSession(stored.data, cookie=cookie)
        session.account_id, session.tokens, session.used_at = stored.account_id, stored.tokens, stored.used_at
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, PortalSession)
        if session.modified and not session:
            self._forget(session, response)
        elif session.modified:
            self._keep(session, response)
        elif session.cookie and session.used_at and datetime.now(UTC) - session.used_at > TOUCH_EVERY:
            self._store.touch(session.cookie)

    def _keep(self, session: PortalSession, response: Response) -> None:
        is_new = session.cookie is None or session.former_cookie is not None or session.used_at is None
        cookie = session.cookie or session.renew()
        self._store.save(cookie, dict(session), account_id=session.account_id)
        if session.tokens is not None and session.has_new_tokens:
            self._store.save_tokens(cookie, session.tokens)
        if session.former_cookie:
            self._store.remove(session.former_cookie)
        if is_new:
            self._store.remove_old()
            response.set_cookie(self._settings.cookie_name, cookie, secure=self._settings.is_secure, httponly=True,
                                samesite="Lax", path="/")

    def _forget(self, session: PortalSession, response: Response) -> None:
        if session.cookie:
            self._store.remove(session.cookie)
        response.delete_cookie(self._settings.cookie_name, secure=self._settings.is_secure, httponly=True,
                               samesite="Lax", path="/")
