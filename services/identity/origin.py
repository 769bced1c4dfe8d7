"""Where a request comes from, for the security log: the address and the browser."""
from contextvars import ContextVar
from dataclasses import dataclass

LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of the present request.

    :ivar address: IP address of the client, None for a job or a command
    :ivar agent: the browser's User-Agent, at most 200 characters
    """

    address: str | None = None
    agent: str | None = None


_current: ContextVar[Origin] = ContextVar("origin")
_NOWHERE = Origin()


def set_origin(address: str | None, agent: str | None) -> None:
    """Store the origin of the request that this context handles."""
    _current.set(Origin(address, agent[:LONGEST_AGENT] if agent else None))


def current_origin() -> Origin:
    """The origin of the present request, empty outside a request."""
    return _current.get(_NOWHERE)
