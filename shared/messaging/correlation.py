"""The ids that tie one click in a browser to the last effect in the last service."""
import secrets
from contextvars import ContextVar
from dataclasses import dataclass, replace

from shared.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of where the present work comes from.

    :ivar causation_id: id of the event being handled, None in a request
    :ivar traceparent: W3C Trace Context
    """

    request_id: str
    correlation_id: str
    traceparent: str
    causation_id: str | None = None
    actor_id: str = "system"


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def new_trace(correlation_id: str | None = None, traceparent: str | None = None) -> Trace:
    """A trace for work that starts here; ids from outside are taken over."""
    request_id = new_id()
    parent = traceparent or f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    return Trace(request_id, correlation_id or request_id, parent)


def current_trace() -> Trace:
    """The trace of the work in hand; a new one outside any."""
    return _current.get() or new_trace()


def set_trace(trace: Trace) -> None:
    """From here on the work in this context belongs to `trace`."""
    _current.set(trace)


def set_actor(actor_id: str) -> None:
    """Note who does the work in hand."""
    set_trace(replace(current_trace(), actor_id=actor_id))
