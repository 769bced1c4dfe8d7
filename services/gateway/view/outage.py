"""When a service is away, a page shows what it can and says what is missing."""
from collections.abc import Callable
from typing import TypeVar

from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.edge.upstream import UpstreamAway, UpstreamSlow

Found = TypeVar("Found")

FORBIDDEN = 403


class Attempts:
    """Asks services for parts of a page and remembers which parts did not come.

    :ivar missing: the Dutch names of the parts that are not there
    """

    def __init__(self) -> None:
        self.missing: list[str] = []

    def items(self, part: str, ask: Callable[[], list[Json]]) -> list[Json]:
        """The items of a list, none if it did not come."""
        none: list[Json] = []
        return self.get(part, ask, none)

    def get(self, part: str, ask: Callable[[], Found], otherwise: Found) -> Found:
        """The part, or `otherwise` if its service is away or the visitor lacks the right."""
        try:
            return ask()
        except (UpstreamAway, UpstreamSlow):
            self.missing.append(part)
        except ServiceRefused as refusal:
            if refusal.status != FORBIDDEN:
                raise
        return otherwise
