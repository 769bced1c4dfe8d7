"""Partial pages during an outage: available parts are shown, missing ones are named."""
from collections.abc import Callable
from typing import TypeVar

from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.edge.upstream import UpstreamAway, UpstreamSlow

Found = TypeVar("Found")

FORBIDDEN = 403


class Attempts:
    """Requests parts of a page from services and records failures.

    :ivar missing: Dutch names of the missing parts
    """

    def __init__(self) -> None:
        self.missing: list[str] = []

    def items(self, part: str, ask: Callable[[], list[Json]]) -> list[Json]:
        """The items of a list; empty on failure."""
        none: list[Json] = []
        return self.get(part, ask, none)

    def get(self, part: str, ask: Callable[[], Found], otherwise: Found) -> Found:
        """The part, or `otherwise` if its service is down or the visitor lacks the right."""
        try:
            return ask()
        except (UpstreamAway, UpstreamSlow):
            self.missing.append(part)
        except ServiceRefused as refusal:
            if refusal.status != FORBIDDEN:
                raise
        return otherwise
