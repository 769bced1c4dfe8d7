"""Identifiers: time-ordered, so that indexes stay compact and lists have a natural order."""
import secrets
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

IdSource = Callable[[], tuple[int, int]]
"""Gives milliseconds since 1970, and 80 random bits."""


def _of_this_machine() -> tuple[int, int]:
    return time.time_ns() // 1_000_000, secrets.randbits(80)


_source: ContextVar[IdSource] = ContextVar("id_source", default=_of_this_machine)


def new_id() -> str:
    """A UUID version 7 (RFC 9562): milliseconds since 1970, then 74 random bits."""
    milliseconds, randomness = _source.get()()
    value = milliseconds << 80 | randomness
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


@contextmanager
def ids_from(source: IdSource) -> Iterator[None]:
    """Within this context `new_id` draws from `source`, so that a simulation replays a run with identical ids."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
