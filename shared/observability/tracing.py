"""Trace ids that connect a click in a browser to its effects in all services.

Each hop (a request, or an event being handled) is a span in the trace of the hop before it (W3C Trace Context).
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
    """The origin of the current work.

    :ivar request_id: id of the request; in an event handler, the event's id
    :ivar correlation_id: constant from the first click to the last effect; users quote it to the helpdesk
    :ivar traceparent: the span of this hop in W3C notation, the parent of the next hop's span
    :ivar causation_id: id of the event being handled, None in a request
    """

    request_id: str
    correlation_id: str
    traceparent: str
    causation_id: str | None = None
    actor_id: str = "system"

    @property
    def trace_id(self) -> str:
        """The id shared by the spans of all hops, 32 hexadecimal digits."""
        return self.traceparent.split("-")[1]

    @property
    def span_id(self) -> str:
        """The id of this hop's span, 16 hexadecimal digits."""
        return self.traceparent.split("-")[2]


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def new_trace(correlation_id: str | None = None, traceparent: str | None = None, request_id: str | None = None) -> Trace:
    """Start the trace of an incoming request; well-formed ids from the caller are kept, others replaced."""
    request_id = _plain(request_id) or new_id()
    return Trace(request_id, _plain(correlation_id) or request_id, new_span(traceparent))


def trace_of_event(event_id: str, *, correlation_id: str, traceparent: str, actor_id: str) -> Trace:
    """Start a span for the handling of an event in the trace of its publisher."""
    return Trace(event_id, correlation_id, new_span(traceparent), event_id, actor_id)


def new_span(parent: str | None) -> str:
    """Return a traceparent with a new span in the trace of the parent; the sampled flag is kept.

    Without a well-formed parent a new, sampled trace starts.
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
    """Return an id from outside if it is safe to write into logs and headers, else None."""
    return text if text and len(text) <= _LONGEST_ID and text.isascii() and text.replace("-", "").isalnum() else None


def find_trace() -> Trace | None:
    """Return the current trace, or None outside a request and outside an event."""
    return _current.get()


def current_trace() -> Trace:
    """Return the current trace, or a new one outside a request and outside an event."""
    return _current.get() or new_trace()


def set_trace(trace: Trace) -> None:
    """Make `trace` the current trace of this context."""
    _current.set(trace)


@contextmanager
def working_on(trace: Trace | None) -> Iterator[None]:
    """Make `trace` (or no trace) current within the block; afterwards the previous trace is current again."""
    token = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(token)


def set_actor(actor_id: str) -> None:
    """Record the account that does the current work."""
    set_trace(replace(current_trace(), actor_id=actor_id))
