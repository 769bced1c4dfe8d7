"""Calls use cases from views: one transaction per request, which also stores the response to an Idempotency-Key."""
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import Response, current_app, g, make_response, request
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.db.mechanism import idempotency_key as table
from shared.db.prepared import Prepared, Rows
from shared.db.session import Database, Session
from shared.kernel.refusals import Conflict, RuleViolated

P = ParamSpec("P")
R = TypeVar("R")
MAX_KEY = 120
KEPT_HEADERS = ("Content-Type", "ETag", "Location")

_CLAIM = Prepared(insert(table).values(
    {name: bindparam(name) for name in ("account_id", "key", "fingerprint", "created_at")},
).on_conflict_do_nothing().returning(table.c.key))
_KEEP = Prepared(update(table).where(
    table.c.account_id == bindparam("own_account"), table.c.key == bindparam("own_key")).values(
    {name: bindparam(name) for name in ("status", "headers", "body")}))


def database() -> Database:
    """The database of the running service, for work outside the request's transaction; runs queued statements first."""
    session: Session | None = g.get("session")
    if session is not None:
        session.run_queue()
    db: Database = current_app.extensions["database"]
    return db


def transaction(use_case: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a use case in the transaction of the request, or in a new one if there is none."""
    session: Session | None = g.get("session")
    if session is not None:
        return use_case(session, *args, **kwargs)
    with database().transaction() as own:
        return use_case(own, *args, **kwargs)


def read(query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a query in a read-only session."""
    with database().reading() as session:
        return query(session, *args, **kwargs)


def idempotency_key() -> str | None:
    """The Idempotency-Key of the request, None if there is none.

    :raises RuleViolated: ``idempotency.key_invalid``
    """
    key = request.headers.get("Idempotency-Key")
    if key is not None and (not 0 < len(key) <= MAX_KEY or not key.isprintable()):
        raise RuleViolated("idempotency.key_invalid", "De Idempotency-Key is leeg of te lang.")
    return key


class _KeyIsKnown(Exception):
    """The Idempotency-Key was used before."""


def idempotent(view: Callable[P, Any]) -> Callable[P, Any]:
    """Repeated calls with the same Idempotency-Key from the same account have one effect and the same response.

    The row of the key, the use case and the stored response are one transaction: concurrent calls wait for each other, and
    a refusal stores nothing. The same key with another body is refused. The row is sent with the first statement of the
    use case and the response with the commit, so that neither costs a round trip.
    """
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        key = idempotency_key()
        if key is None:
            return view(*args, **kwargs)
        try:
            with database().transaction() as session:
                return _answer(session, key, lambda: view(*args, **kwargs))
        except _KeyIsKnown:
            return _kept_answer(key) or guarded(*args, **kwargs)
    return guarded


def _answer(session: Session, key: str, view: Callable[[], Any]) -> Response:
    session.later(_CLAIM(account_id=g.actor.account_id, key=key, fingerprint=_fingerprint(), created_at=session.clock.now()),
                  check=_require_new)
    g.session = session
    try:
        response = make_response(view())
    finally:
        g.pop("session")
    if response.status_code >= 400:
        session.execute(delete(table).where(table.c.account_id == g.actor.account_id, table.c.key == key))
    else:
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        session.later(_KEEP(own_account=g.actor.account_id, own_key=key, status=response.status_code,
                            headers=headers, body=response.get_data()))
    return response


def _fingerprint() -> str:
    return hashlib.sha256(b"\n".join((request.method.encode(), request.full_path.encode(), request.get_data()))).hexdigest()


def _require_new(claimed: Rows) -> None:
    if not claimed:
        raise _KeyIsKnown


def _kept_answer(key: str) -> Response | None:
    """The stored response; None if its row was deleted meanwhile."""
    with database().reading() as session:
        row = session.execute(select(table).where(table.c.account_id == g.actor.account_id, table.c.key == key)).one_or_none()
    if row is None:
        return None
    if row.fingerprint != _fingerprint():
        raise Conflict("idempotency.key_reused", "Deze Idempotency-Key is al voor iets anders gebruikt.")
    response = Response(bytes(row.body), row.status, headers=row.headers)
    response.headers["Idempotency-Replayed"] = "true"
    return response
