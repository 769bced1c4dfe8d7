"""From a view to a use case: one transaction per request, the answer to an Idempotency-Key kept in the same one."""
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import Response, current_app, g, make_response, request
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.db.mechanism import idempotency_key as table
from shared.db.session import Database, Session
from shared.kernel.refusals import Conflict, RuleViolated

P = ParamSpec("P")
R = TypeVar("R")
MAX_KEY = 120
KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def database() -> Database:
    """The database of the running service."""
    db: Database = current_app.extensions["database"]
    return db


def transaction(use_case: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a use case in the transaction of the request, or in one of its own."""
    session: Session | None = g.get("session")
    if session is not None:
        return use_case(session, *args, **kwargs)
    with database().transaction() as own:
        return use_case(own, *args, **kwargs)


def read(query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a query; nothing is written."""
    with database().reading() as session:
        return query(session, *args, **kwargs)


def idempotent(view: Callable[P, Any]) -> Callable[P, Any]:
    """The same Idempotency-Key from the same account gives the same answer and one effect.

    The key's row, the use case and the kept answer are one transaction: two concurrent calls wait for each other, a
    refusal keeps nothing. The key with another body is refused.
    """
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return view(*args, **kwargs)
        if not 0 < len(key) <= MAX_KEY or not key.isprintable():
            raise RuleViolated("idempotency.key_invalid", "De Idempotency-Key is leeg of te lang.")
        with database().transaction() as session:
            kept = _kept_answer(session, key)
            if kept is not None:
                return kept
            g.session = session
            try:
                response = make_response(view(*args, **kwargs))
                _keep(session, key, response)
                return response
            finally:
                g.pop("session")
    return guarded


def _kept_answer(session: Session, key: str) -> Response | None:
    fingerprint = hashlib.sha256(b"\n".join(
        (request.method.encode(), request.full_path.encode(), request.get_data()))).hexdigest()
    claim = insert(table).values(account_id=g.actor.account_id, key=key, fingerprint=fingerprint,
                                 created_at=session.clock.now()).on_conflict_do_nothing().returning(table.c.key)
    if session.scalars(claim).first() is not None:
        return None
    row = session.execute(select(table).where(table.c.account_id == g.actor.account_id, table.c.key == key)).one()
    if row.fingerprint != fingerprint:
        raise Conflict("idempotency.key_reused", "Deze Idempotency-Key is al voor iets anders gebruikt.")
    response = Response(bytes(row.body), row.status, headers=row.headers)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _keep(session: Session, key: str, response: Response) -> None:
    mine = (table.c.account_id == g.actor.account_id, table.c.key == key)
    if response.status_code >= 400:
        session.execute(delete(table).where(*mine))
        return
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    session.execute(update(table).where(*mine).values(status=response.status_code, headers=headers,
                                                      body=response.get_data()))
