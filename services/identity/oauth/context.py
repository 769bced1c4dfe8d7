"""Context of protocol code within a request: transaction, machine time, keys."""
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import current_app, g
from joserfc.jwk import KeySet

from services.identity.domain.login.code import CodeBook, DailyCaps
from services.identity.settings import Settings
from services.identity.usecases.tokens.signing_keys import active_keys, published_keys
from shared.db.session import Session
from shared.kernel.clock import Clock
from shared.web.transactions import transaction

R = TypeVar("R")


def settings() -> Settings:
    """The settings of the running application."""
    own: Settings = current_app.extensions["settings"]
    return own


def machine_now() -> datetime:
    """The machine's time: tokens use it because their readers do, and the platform's clock may be moved."""
    clock: Clock = current_app.extensions["machine_clock"]
    return clock.now()


def code_book() -> CodeBook:
    """The codes of this platform."""
    own = settings()
    present, *former = (secret.encode() for secret in own.secrets)
    return CodeBook(present, tuple(former), DailyCaps(own.codes_a_day, own.codes_a_day_from_address))


def in_transaction(answer: Callable[[], R]) -> R:
    """Handle a request, including all calls by Authlib, in one transaction.

    An OAuth2 error response also commits, because its changes (a revoked token family) must be kept.
    """
    def run(session: Session) -> R:
        g.session = session
        try:
            return answer()
        finally:
            g.pop("session")
    return transaction(run)


def signing_keys() -> KeySet:
    """The active signing key."""
    return transaction(active_keys, secrets=settings().secrets, now=machine_now())


def public_keys() -> KeySet:
    """The published keys."""
    return transaction(published_keys, now=machine_now())
