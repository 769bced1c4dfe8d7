"""The simulated users of the platform: one request at a time, repeated until there is a response."""
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from cli.chaos.simulation.databases import Databases
from cli.chaos.simulation.fault_plan import Trace
from shared.kernel.refusals import Refusal


@dataclass(frozen=True)
class Request:
    """A use case of a service with its arguments."""

    service: str
    use_case: Callable[..., Any]
    arguments: dict[str, Any] = field(default_factory=dict)


class Story(Protocol):
    """The source of requests."""

    @property
    def is_finished(self) -> bool:
        """Whether no more requests follow."""

    def next(self) -> Request | None:
        """Return the next request, or None if there is none at this moment."""


class Clients:
    """Sends requests. A request whose response was lost is repeated; if it had been executed, the repeat is refused.

    :ivar answered: number of executed requests
    :ivar refused: number of requests refused by a rule
    """

    def __init__(self, databases: Databases, story: Story, trace: Trace) -> None:
        self.answered = 0
        self.refused = 0
        self._databases = databases
        self._story = story
        self._trace = trace
        self._waiting: Request | None = None

    def step(self) -> bool:
        """Send the pending request or the next one of the story; return whether there was one."""
        if self._waiting is None:
            if self._story.is_finished:
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
        """Lose the response, so that the request is repeated."""
