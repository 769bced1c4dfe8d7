"""The ids that tie one click in a browser to the last effect in the last service.

Every hop, a request or an event being handled, is a span of its own in the trace of the hop before it (W3C Trace Context).
"""
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from shared.kernel.ids import new_id

_PARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_SAMPLED = 0x01
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of where the present work comes from.

    :ivar request_id: of the call; for work that an event started, the event's id
    :ivar correlation_id: the same from the first click to the last effect; what a caller tells the helpdesk
    :ivar traceparent: the span of this hop, as W3C Trace Context writes it: the parent of the next one's
    :ivar causation_id: id of the event being handled, None in a request
    """

    request_id: str
    correlation_id: str
    traceparent: str
    causation_id: str | None = None
    actor_id: str = "system"

    @property
    def trace_id(self) -> str:
        """What the spans of all hops have in common, 32 hexadecimal digits."""
        return self.traceparent.split("-")[1]

    @property
    def span_id(self) -> str:
        """This hop's own, 16 hexadecimal digits."""
        return self.traceparent.split("-")[2]


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def new_trace(correlation_id: str | None = None, traceparent: str | None = None, request_id: str | None = None) -> Trace:
    """A trace for a request that arrives here; ids that came along are taken over if they look like ids."""
    request_id = _plain(request_id) or new_id()
    return Trace(request_id, _plain(correlation_id) or request_id, new_span(traceparent))


def trace_of_event(event_id: str, *, correlation_id: str, traceparent: str, actor_id: str) -> Trace:
    """The trace for handling an event: a span of its own in the trace of whoever published it."""
    return Trace(event_id, correlation_id, new_span(traceparent), event_id, actor_id)


def new_span(parent: str | None) -> str:
    """A traceparent with a fresh span in the trace of the parent, its sampled flag kept.

    A parent that is malformed is as good as none: a new trace begins, sampled.
    """
    trace_id, flags = _read(parent) or (secrets.token_hex(16), _SAMPLED)
    return f"00-{trace_id}-{secrets.token_hex(8)}-{flags:02x}"


def _read(traceparent: str | None) -> tuple[str, int] | None:
    found = _PARENT.fullmatch(traceparent or "")
    if not found:
        return None
    version, trace_id, span_id, flags, more = found.groups()
    if version == "ff" or (version == "00" and more) or not int(trace_id, 16) or not int(span_id, 16):
        return None
    return trace_id, int(flags, 16) & _SAMPLED


def _plain(text: str | None) -> str | None:
    """An id from outside, if it looks like one: it comes into logs and headers."""
    return text if text and len(text) <= _LONGEST_ID and text.isascii() and text.replace("-", "").isalnum() else None


def find_trace() -> Trace | None:
    """The trace of the work in hand; None outside any."""
    return _current.get()


def current_trace() -> Trace:
    """The trace of the work in hand; a new one outside any."""
    return _current.get() or new_trace()


def set_trace(trace: Trace) -> None:
    """From here on the work in this context belongs to `trace`."""
    _current.set(trace)


@contextmanager
def working_on(trace: Trace | None) -> Iterator[None]:
    """Within it the work belongs to `trace`, or to none; after it to what it belonged to before."""
    token = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(token)


def set_actor(actor_id: str) -> None:
    """Note who does the work in hand."""
    set_trace(replace(current_trace(), actor_id=actor_id))
