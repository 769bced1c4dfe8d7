"""Partial pages during an outage: available parts are shown, missing ones are named."""
import contextvars
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar

from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.edge.upstream import UpstreamAway, UpstreamSlow, answer_before

Found = TypeVar("Found")

FORBIDDEN = 403
PART_SECONDS = 2.0
GRACE_SECONDS = 0.5
"""The part's own timeout comes first; this one ends the wait for a service that sends its answer slowly."""
_AT_ONCE = ThreadPoolExecutor(64, thread_name_prefix="parts")


class Part(Generic[Found]):
    """A part of a page that is being asked for; a call waits for it and returns it."""

    def __init__(self, attempts: "Attempts", name: str, asked: "Future[Found]", otherwise: Found) -> None:
        self._attempts = attempts
        self._name = name
        self._asked = asked
        self._otherwise = otherwise
        self._until = time.monotonic() + PART_SECONDS + GRACE_SECONDS

    def __call__(self) -> Found:
        return self._attempts.take(self._name, partial(self._asked.result, max(0.0, self._until - time.monotonic())),
                                   self._otherwise)


class Attempts:
    """Requests parts of a page from services, each for two seconds at most, and records failures.

    :ivar missing: Dutch names of the missing parts
    """

    def __init__(self) -> None:
        self.missing: list[str] = []

    def ask(self, part: str, ask: Callable[[], Found], otherwise: Found) -> Part[Found]:
        """Start to ask for a part, at the same time as for others."""
        context = contextvars.copy_context()  # with the request, its session and its trace
        return Part(self, part, _AT_ONCE.submit(context.run, _in_time, ask), otherwise)

    def ask_items(self, part: str, ask: Callable[[], list[Json]]) -> Part[list[Json]]:
        """Start to ask for the items of a list; empty on failure."""
        return self.ask(part, ask, [])

    def items(self, part: str, ask: Callable[[], list[Json]]) -> list[Json]:
        """The items of a list; empty on failure."""
        none: list[Json] = []
        return self.get(part, ask, none)

    def get(self, part: str, ask: Callable[[], Found], otherwise: Found) -> Found:
        """The part, or `otherwise` if its service is down or slow or the visitor lacks the right."""
        return self.take(part, partial(within, PART_SECONDS, ask), otherwise)

    def take(self, part: str, wait: Callable[[], Found], otherwise: Found) -> Found:
        """The result of `wait`, or `otherwise`."""
        try:
            return wait()
        except (UpstreamAway, UpstreamSlow, TimeoutError):
            if part not in self.missing:
                self.missing.append(part)
        except ServiceRefused as refusal:
            if refusal.status != FORBIDDEN:
                raise
        return otherwise


def _in_time(ask: Callable[[], Found]) -> Found:
    answer_before(time.monotonic() + PART_SECONDS)
    return ask()


def within(seconds: float, ask: Callable[[], Found]) -> Found:
    """The result of calls that together may take this long.

    :raises UpstreamSlow: if they take longer
    """
    def in_time() -> Found:
        answer_before(time.monotonic() + seconds)
        return ask()
    return contextvars.copy_context().run(in_time)
