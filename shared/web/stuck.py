"""Queries on parked events for operators: the first event per key with its error, those behind it, and resolutions.

Of an event's content only field names and types are returned, because the values are personal data.
"""
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from shared.db.mechanism import parked_event, parked_resolution
from shared.db.session import Session
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page_by_number

MOST_BEHIND = 100
"""Maximum number of waiting events listed per key; the count includes all."""

_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NUMBER = re.compile(r"[A-Z]{1,3}-[0-9A-Z-]{1,30}")
_KINDS = {str: "text", bool: "boolean", int: "number", float: "number", type(None): "nothing"}
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class ParkedEvent:
    """A parked event, without its content.

    :ivar subject: absence number or policy number that the event refers to; None if it has neither
    :ivar behind: number of later events of its key; None if it was not queried
    """

    event_id: str
    type: str
    topic: str
    key: str
    reason: str
    error: str
    attempts: int
    sequence: int | None
    parked_at: datetime
    correlation_id: str
    subject: str | None
    behind: int | None = None


@dataclass(frozen=True, slots=True)
class ParkedKey:
    """All details of a parked event.

    :ivar ahead: number of parked events of its key before it
    :ivar content: field names with their types
    :ivar waiting: the first `MOST_BEHIND` events behind it
    """

    event: ParkedEvent
    ahead: int
    content: Any
    waiting: list[ParkedEvent]


def list_parked_keys(session: Session, *, key: str | None, cursor: str | None, limit: int) -> Page[ParkedEvent]:
    """The first parked event of each key, longest parked first."""
    earlier, later = parked_event.alias(), parked_event.alias()
    same_key = (earlier.c.topic == parked_event.c.topic, earlier.c.key == parked_event.c.key)
    behind = select(func.count()).select_from(later).where(
        later.c.topic == parked_event.c.topic, later.c.key == parked_event.c.key, later.c.id > parked_event.c.id)
    first = select(parked_event, behind.scalar_subquery().label("behind")).where(
        ~select(earlier.c.id).where(*same_key, earlier.c.id < parked_event.c.id).exists())
    if key is not None:
        first = first.where(parked_event.c.key == key)
    return page_by_number(session, first, key=parked_event.c.id, view=lambda row: _view(row, row.behind), cursor=cursor,
                          limit=limit)


def get_parked(session: Session, *, event_id: str) -> ParkedKey:
    """One parked event and the events behind it.

    :raises NotFound: if it is not parked
    """
    row = session.execute(select(parked_event).where(parked_event.c.event_id == event_id)).one_or_none()
    if row is None:
        raise NotFound("parked.unknown", "Dit bericht staat niet (meer) vast.")
    of_key = (parked_event.c.topic == row.topic, parked_event.c.key == row.key)
    ahead, behind = session.execute(select(
        func.count().filter(parked_event.c.id < row.id), func.count().filter(parked_event.c.id > row.id),
    ).select_from(parked_event).where(*of_key)).one()
    later = session.execute(select(parked_event).where(*of_key, parked_event.c.id > row.id)
                            .order_by(parked_event.c.id).limit(MOST_BEHIND)).all()
    return ParkedKey(_view(row, behind), ahead, shape_of_json(bytes(row.payload)), [_view(one) for one in later])


def list_resolutions(session: Session, *, cursor: str | None, limit: int) -> Page[Row[Any]]:
    """Resolutions of parked events, latest first."""
    return page_by_number(session, select(parked_resolution), key=parked_resolution.c.id, view=lambda row: row,
                          cursor=cursor, limit=limit, is_newest_first=True)


def shape_of_json(payload: bytes) -> Any:
    """Field names and types of a JSON body, without values; None if the body is not JSON."""
    try:
        return _shape_of(json.loads(payload), 0)
    except (ValueError, RecursionError):
        return None


def _shape_of(value: Any, depth: int) -> Any:
    if depth == _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {name if _FIELD_NAME.fullmatch(name) else "…": _shape_of(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shape_of(value[0], depth + 1), f"{len(value)} in all"] if value else []
    return _KINDS[type(value)]


def _view(row: Row[Any], behind: int | None = None) -> ParkedEvent:
    return ParkedEvent(
        event_id=row.event_id, type=row.type, topic=row.topic, key=row.key, reason=row.reason, error=row.error,
        attempts=row.attempts, sequence=row.sequence, parked_at=row.parked_at,
        correlation_id=row.headers.get("ce_correlationid", "-"), subject=_subject_of(bytes(row.payload)), behind=behind)


def _subject_of(payload: bytes) -> str | None:
    try:
        body = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    parts = [body, body.get("absence")] if isinstance(body, dict) else []
    found = (part.get(name) for name in ("absence_number", "policy_number") for part in parts if isinstance(part, dict))
    return next((one for one in found if isinstance(one, str) and _NUMBER.fullmatch(one)), None)
