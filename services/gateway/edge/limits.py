"""Rate limits of visitors, counted per process."""
import hashlib
import math
import time

from flask import Blueprint, Flask, g, request
from flask_limiter import Limiter, RequestLimit

from services.gateway.edge.session import portal_session
from services.gateway.settings import Settings

UNLIMITED = ("/static/", "/health/", "/metrics", "/dev/")


def limit_requests(app: Flask, settings: Settings) -> Limiter:
    """Answer 429 to a session, a token or, without either, an address that asks too often."""
    return Limiter(whose, app=app, storage_uri="memory://", strategy="sliding-window-counter",
                   on_breach=_note_when_to_come_back, application_limits=[f"{settings.requests_a_minute} per minute"],
                   application_limits_exempt_when=lambda: request.path.startswith(UNLIMITED))


def limit_logins(limiter: Limiter, logins: Blueprint, settings: Settings) -> None:
    """Answer 429 to too many login steps of one address."""
    limiter.limit(f"{settings.logins_a_minute} per minute", key_func=lambda: request.remote_addr or "")(logins)


def _note_when_to_come_back(breached: RequestLimit) -> None:
    g.retry_after = max(1, math.ceil(breached.reset_at - time.time()))


def whose() -> str:
    """Return the key under which a request is counted: its token, account or address."""
    authorization = request.headers.get("Authorization")
    if authorization:
        return "token:" + hashlib.sha256(authorization.encode()).hexdigest()
    account = portal_session().account_id
    return f"account:{account}" if account else f"address:{request.remote_addr}"
