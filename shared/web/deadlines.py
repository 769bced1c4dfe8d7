"""Ends a request whose caller has stopped waiting: a header gives the caller's timeout; later statements are not sent."""
import logging
import time
from contextvars import ContextVar
from typing import Any

from flask import Flask, Response, request
from sqlalchemy import event

from shared.db.session import Database
from shared.web.problems import problem

log = logging.getLogger(__name__)

HEADER = "X-Answer-Within"
"""Header with the number of seconds that the caller waits for the response."""
LONGEST_SECONDS = 3600.0

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class CallerGone(Exception):
    """The caller's timeout has passed; the transaction is rolled back."""


def limit_work(app: Flask, database: Database) -> None:
    """End a request between two statements once the timeout that its caller stated has passed.

    The database ends a single statement that takes too long (``statement_timeout``).
    """
    @app.before_request
    def begin() -> None:
        seconds = _seconds(request.headers.get(HEADER))
        _deadline.set(None if seconds is None else time.monotonic() + seconds)

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        _deadline.set(None)

    def gone(_: CallerGone) -> Response:
        log.warning("the caller has stopped waiting")
        return problem(504)

    app.register_error_handler(CallerGone, gone)

    @event.listens_for(database.engine, "before_cursor_execute")
    def refuse_late(*_: Any) -> None:
        deadline = _deadline.get()
        if deadline is not None and time.monotonic() > deadline:
            raise CallerGone


def _seconds(text: str | None) -> float | None:
    """The value of the header; None if it is absent or invalid."""
    try:
        seconds = float(text or "")
    except ValueError:
        return None
    return seconds if 0 < seconds <= LONGEST_SECONDS else None
