"""The people who use the platform: one request at a time, asked again until there is an answer."""
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from cli.chaos.simulation.databases import Databases
from cli.chaos.simulation.fault_plan import Trace
from shared.kernel.refusals import Refusal


@dataclass(frozen=True)
class Request:
    """A use case of a service with what it is asked."""

    service: str
    use_case: Callable[..., Any]
    arguments: dict[str, Any] = field(default_factory=dict)


class Story(Protocol):
    """What people want."""

    @property
    def is_told(self) -> bool:
        """Whether nobody wants anything any more."""

    def next(self) -> Request | None:
        """The next wish; None if there is nothing to ask for at this moment."""


class Clients:
    """Send requests. A request whose answer was lost is sent again; that it was done before shows as a refusal.

    :ivar answered: requests that were done
    :ivar refused: requests that were refused, with good reason
    """

    def __init__(self, databases: Databases, story: Story, trace: Trace) -> None:
        self.answered = 0
        self.refused = 0
        self._databases = databases
        self._story = story
        self._trace = trace
        self._waiting: Request | None = None

    def step(self) -> bool:
        """Send the request that waits, or the next one of the story."""
        if self._waiting is None:
            if self._story.is_told:
                return False
            self._waiting = self._story.next()
        request = self._waiting
        if request is None:
            return True
        name = request.use_case.__name__
        try:
            with self._databases[request.service].transaction() as session:
                request.use_case(session, **request.arguments)
        except Refusal as refusal:
            self.refused += 1
            self._trace.note("REFUSED", name, refusal.code)
        else:
            self.answered += 1
            self._trace.note("DONE", name)
        self._waiting = None
        return True

    def die(self) -> None:
        """Who waits for an answer asks again."""
