"""The OpenAPI document of each service, fetched from it and kept for a while."""
import time
from collections.abc import Callable

from services.gateway.clients.service import Json
from services.gateway.edge.upstream import Upstream, UpstreamAway
from shared.kernel.services import NAMES

KEPT_SECONDS = 300.0


class ApiDocuments:
    """Fetches and keeps the documents."""

    def __init__(self, upstream: Upstream, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._upstream = upstream
        self._monotonic = monotonic
        self._kept: dict[str, Json] = {}
        self._fetched_at = float("-inf")

    def all(self) -> dict[str, Json]:
        """The document of every service, by name.

        :raises UpstreamAway: if a service does not answer
        """
        if self._monotonic() - self._fetched_at > KEPT_SECONDS:
            self._kept = {name: self._fetch(name) for name in NAMES}
            self._fetched_at = self._monotonic()
        return self._kept

    def _fetch(self, service: str) -> Json:
        answer = self._upstream.send(service, "GET", "/openapi.json")
        if answer.status_code != 200:
            raise UpstreamAway(service)
        return dict(answer.json())
