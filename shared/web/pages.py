"""Cursor pagination: stable while rows are added, and equally fast on every page."""
import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from marshmallow import Schema
from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from shared.db.session import Session
from shared.fields.numbers import WholeRule
from shared.fields.text import parse_text
from shared.kernel.refusals import RuleViolated
from shared.web.fields import Whole, Written

T = TypeVar("T")
DEFAULT_LIMIT = 50
MAX_LIMIT = 500
LONGEST_NUMBER = 18
"""Number of digits that always fits a PostgreSQL integer."""
LONGEST_CURSOR = 400
NO_SUCH_PLACE = "Deze plaats in de lijst bestaat niet."


def _parse_cursor(raw: object) -> str:
    """Parse a cursor, the value of `next` in the previous page."""
    return parse_text(raw, longest=LONGEST_CURSOR)


class PageQuery(Schema):
    """Query parameters of every list."""

    cursor = Written(_parse_cursor, load_default=None)
    limit = Whole(WholeRule(1, MAX_LIMIT), in_query=True, load_default=DEFAULT_LIMIT)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list, and the cursor of the next page."""

    items: Sequence[T]
    next: str | None


def page(session: Session, query: Select[Any], *, key: ColumnElement[str] | InstrumentedAttribute[str],
         view: Callable[[Any], T], cursor: str | None, limit: int, is_newest_first: bool = False) -> Page[T]:
    """A page of the rows of `query` in order of `key`.

    :param key: a unique text column
    """
    if cursor is not None:
        after = _decode(cursor)
        query = query.where(key < after if is_newest_first else key > after)
    rows = session.scalars(query.order_by(key.desc() if is_newest_first else key).limit(limit + 1)).all()
    more = len(rows) > limit
    shown = rows[:limit]
    last = getattr(shown[-1], key.key) if more and key.key else None
    return Page([view(row) for row in shown], _encode(last) if last is not None else None)


def page_by_number(session: Session, query: Select[Any], *, key: ColumnElement[int], view: Callable[[Any], T],
                   cursor: str | None, limit: int, is_newest_first: bool = False) -> Page[T]:
    """A page of the rows of a table without mapped class, in order of a selected numeric column."""
    if cursor is not None:
        after = _number(_decode(cursor))
        query = query.where(key < after if is_newest_first else key > after)
    rows = session.execute(query.order_by(key.desc() if is_newest_first else key).limit(limit + 1)).all()
    shown = rows[:limit]
    last = str(shown[-1]._mapping[key]) if len(rows) > limit else None
    return Page([view(row) for row in shown], _encode(last) if last is not None else None)


def page_by_keys(session: Session, query: Select[Any], *, keys: Sequence[InstrumentedAttribute[Any]],
                 view_all: Callable[[Sequence[Any]], Sequence[T]], cursor: str | None, limit: int,
                 is_newest_first: bool = False) -> Page[T]:
    """A page of the rows of a mapped class in order of several columns that are unique together.

    :param keys: text, date or integer columns, in the order of an index
    :param view_all: converts all rows of the page in one call
    """
    if cursor is not None:
        place, passed = tuple_(*keys), tuple_(*_key_values(keys, cursor))
        query = query.where(place < passed if is_newest_first else place > passed)
    order = [key.desc() for key in keys] if is_newest_first else keys
    rows = session.scalars(query.order_by(*order).limit(limit + 1)).all()
    shown = rows[:limit]
    after = _encode(json.dumps([str(getattr(shown[-1], key.key)) for key in keys])) if len(rows) > limit else None
    return Page(view_all(shown), after)


def page_by_row(session: Session, query: Select[Any], *, rows: Select[Any], keys: Sequence[Any],
                view_all: Callable[[Sequence[Any]], Sequence[T]], cursor: str | None, limit: int,
                is_descending: bool = False) -> Page[T]:
    """A page of the rows of a mapped class in order of values that may be personal data, such as names.

    The cursor holds only the id of the page's last row, because cursors are part of addresses.

    :param rows: the rows that a cursor may name, also if `query` does not select them any more
    :param keys: columns or expressions without NULL, the last of which is the id
    """
    if cursor is not None:
        passed = session.execute(rows.with_only_columns(*keys).where(keys[-1] == _decode(cursor))).one_or_none()
        if passed is None:
            raise RuleViolated("cursor.invalid", NO_SUCH_PLACE, field="cursor")
        place, last = tuple_(*keys), tuple_(*passed)
        query = query.where(place < last if is_descending else place > last)
    found = session.scalars(query.order_by(*(key.desc() for key in keys) if is_descending else keys).limit(limit + 1)).all()
    shown = found[:limit]
    return Page(view_all(shown), _encode(getattr(shown[-1], keys[-1].key)) if len(found) > limit else None)


def page_by_key(session: Session, key: ColumnElement[str], *, view_all: Callable[[Sequence[str]], Sequence[T]],
                cursor: str | None, limit: int) -> Page[T]:
    """A page of items, one for each value of a column, in order of the values.

    :param key: unique text, a column of a table or a subquery
    :param view_all: converts the values of the page to items; it may omit some
    """
    query = select(key)
    if cursor is not None:
        query = query.where(key > _decode(cursor))
    values = session.scalars(query.order_by(key).limit(limit + 1)).all()
    return Page(view_all(values[:limit]), _encode(values[limit - 1]) if len(values) > limit else None)


def _key_values(keys: Sequence[InstrumentedAttribute[Any]], cursor: str) -> list[Any]:
    refused = RuleViolated("cursor.invalid", NO_SUCH_PLACE, field="cursor")
    try:
        texts = json.loads(_decode(cursor))
    except (ValueError, RecursionError):
        raise refused from None
    if not isinstance(texts, list) or len(texts) != len(keys):
        raise refused
    if not all(isinstance(text, str) and "\0" not in text and text.isascii() for text in texts):
        raise refused
    try:
        return [_key_value(key.type.python_type, text) for key, text in zip(keys, texts, strict=True)]
    except ValueError:
        raise refused from None


def _key_value(kind: type, text: str) -> Any:
    if kind is date:
        return date.fromisoformat(text)
    return _number(text) if kind is int else text


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise RuleViolated("cursor.invalid", NO_SUCH_PLACE, field="cursor")
    return int(text)


def _encode(value: str) -> str:
    return base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")


def _decode(cursor: str) -> str:
    try:
        value = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        value = "\0"
    if "\0" in value:
        raise RuleViolated("cursor.invalid", NO_SUCH_PLACE, field="cursor")
    return value
