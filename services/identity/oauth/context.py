"""What the protocol code shares within a request: one transaction, the machine's time, the keys."""
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import current_app, g
from joserfc.jwk import KeySet

from services.identity.settings import Settings
from services.identity.usecases.tokens.signing_keys import active_keys, published_keys
from shared.db.session import Session
from shared.kernel.clock import Clock
from shared.web.transactions import transaction

R = TypeVar("R")


def settings() -> Settings:
    """Of the running application."""
    own: Settings = current_app.extensions["settings"]
    return own


def machine_now() -> datetime:
    """Tokens live by the machine's clock, as every reader of a token does; the platform's clock may be moved."""
    clock: Clock = current_app.extensions["machine_clock"]
    return clock.now()


def in_transaction(answer: Callable[[], R]) -> R:
    """Answer a request with everything that Authlib asks for on the way in one transaction.

    An OAuth2 error is an answer too, and what it changed (a revoked family) is kept.
    """
    def run(session: Session) -> R:
        g.session = session
        try:
            return answer()
        finally:
            g.pop("session")
    return transaction(run)


def signing_keys() -> KeySet:
    """The active key."""
    return transaction(active_keys, secrets=settings().secrets, now=machine_now())


def public_keys() -> KeySet:
    """The keys that readers may need."""
    return transaction(published_keys, now=machine_now())
