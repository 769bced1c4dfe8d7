"""Items that a job could not handle: set aside with the reason, retried, or resolved by a person.

Setting aside, a retry and the scheduled run lock the progress of the job first, so that each business date of an item
is handled once: by the run or, while the item is set aside, by a retry.
"""
from datetime import date, timedelta
from enum import StrEnum
from types import TracebackType
from typing import Any

from sqlalchemy import Row, delete, func, null, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import ColumnElement

from shared.db.mechanism import set_aside_item, set_aside_resolution
from shared.db.session import Session
from shared.kernel.refusals import NotFound, Refusal, ensure_version
from shared.messaging.failures import Failure, failure_of
from shared.service.jobs import ItemJob

RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 1440, 1440))
"""Back-off after each failed attempt; after the last one the item waits for a person."""
OWN_CODE = ("services.", "shared.")


class Kind(StrEnum):
    """Why an item failed.

    :cvar REFUSED: a business rule forbids it; the data must change
    :cvar DEFECT: it fails until the program or the data changes
    :cvar TRANSIENT: a later attempt may succeed
    """

    REFUSED = "REFUSED"
    DEFECT = "DEFECT"
    TRANSIENT = "TRANSIENT"


class Action(StrEnum):
    """How an item that was set aside was closed.

    :cvar RETRIED: a later attempt succeeded
    :cvar RESOLVED: a person settled it in another way; it is not handled for the missed dates
    """

    RETRIED = "RETRIED"
    RESOLVED = "RESOLVED"


def set_aside(session: Session, job: ItemJob, key: str, day: date, problem: Exception, *, correlation_id: str) -> None:
    """Set aside an item that failed; later business dates skip it until it is handled or resolved."""
    now = session.clock.now()
    session.execute(insert(set_aside_item).values(
        job=job.name, item=key, business_date=day, tries=1, first_tried_at=now, last_tried_at=now,
        next_try_at=_next_try(1), correlation_id=correlation_id, kind=kind_of(problem), reason=reason_of(problem)))


def record_failed_try(session: Session, item_id: int, problem: Exception, *, correlation_id: str) -> None:
    """Store the reason of another failed attempt; no effect if the item was resolved meanwhile."""
    is_it = set_aside_item.c.id == item_id
    tries = session.scalar(select(set_aside_item.c.tries).where(is_it).with_for_update())
    if tries is not None:
        session.execute(update(set_aside_item).where(is_it).values(
            tries=tries + 1, last_tried_at=session.clock.now(), next_try_at=_next_try(tries + 1),
            correlation_id=correlation_id, kind=kind_of(problem), reason=reason_of(problem)))


def find_set_aside(session: Session, job: ItemJob, keys: list[str]) -> set[str]:
    """The items among `keys` that are set aside."""
    return set(session.scalars(select(set_aside_item.c.item).where(
        set_aside_item.c.job == job.name, set_aside_item.c.item.in_(keys))))


def get_set_aside(session: Session, item_id: int, *, lock: bool = False) -> Row[Any]:
    """One item that is set aside.

    :raises NotFound: ``set_aside.unknown``
    """
    query = select(set_aside_item).where(set_aside_item.c.id == item_id)
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("set_aside.unknown", "Dit onderdeel staat niet (meer) apart.")
    return row


def resolve(session: Session, *, item_id: int, actor_id: str, explanation: str, version: int | None = None) -> Row[Any]:
    """Close an item that a person settled in another way; the explanation is stored.

    :param version: the number of tries that the person knew of; None not to check
    :raises NotFound: ``set_aside.unknown``
    :raises Stale: if it was tried since
    """
    row = get_set_aside(session, item_id, lock=True)
    ensure_version(version, row.tries)
    return close(session, row, Action.RESOLVED, actor_id, explanation)


def close(session: Session, row: Row[Any], action: Action, actor_id: str, explanation: str | None = None) -> Row[Any]:
    """Replace an item by the record of how it was closed."""
    session.execute(delete(set_aside_item).where(set_aside_item.c.id == row.id))
    kept = ("job", "item", "business_date", "kind", "reason", "tries", "first_tried_at")
    resolution = insert(set_aside_resolution).values(
        {name: row._mapping[name] for name in kept} | {
            "action": action, "actor_id": actor_id, "explanation": explanation, "resolved_at": session.clock.now()})
    return session.execute(resolution.returning(*set_aside_resolution.c)).one()


def kind_of(problem: Exception) -> Kind:
    """The kind of a failure outside the infrastructure."""
    if isinstance(problem, Refusal):
        return Kind.REFUSED
    return Kind.DEFECT if failure_of(problem) is Failure.POISON else Kind.TRANSIENT


def reason_of(problem: Exception) -> str:
    """One sentence in Dutch without personal data.

    The text of an unexpected error may quote a value, so only its type and its location in our code are named.
    """
    if isinstance(problem, Refusal):
        return problem.message
    place = _place_of(problem.__traceback__)
    if isinstance(problem, DBAPIError):
        constraint = getattr(getattr(problem.orig, "diag", None), "constraint_name", None)
        return f"Databasefout {type(problem.orig).__name__}{f' ({constraint})' if constraint else ''} in {place}."
    return f"Onverwachte fout {type(problem).__name__} in {place}."


def _place_of(trace: TracebackType | None) -> str:
    """Module and line of the innermost frame in our own code."""
    place = "onbekende code"
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith(OWN_CODE):
            place = f"{module}, regel {trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _next_try(tries: int) -> ColumnElement[Any]:
    return func.now() + RETRY_AFTER[tries - 1] if tries <= len(RETRY_AFTER) else null()
