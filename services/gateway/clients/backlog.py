"""Clients of the same part of each service: parked events, items that a job set aside, and who read lists."""
from typing import ClassVar
from urllib.parse import quote

from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient
from services.gateway.edge.upstream import Upstream
from services.gateway.signin.visitor import Doorkeeper

LATEST = 20
WAITING_A_PAGE = 20
KEEPERS = ("absence", "casework", "claims")
"""The services that have such lists."""


class BacklogClient(ServiceClient):
    """Calls the administration of one service; subclasses select the part.

    :cvar path: path of the list
    :cvar retry_action: last path segment of a retry
    :cvar close_action: last path segment of closing without handling
    """

    root = "/admin/v1"
    path: ClassVar[str]
    retry_action: ClassVar[str]
    close_action: ClassVar[str]

    def __init__(self, service: str, upstream: Upstream, doorkeeper: Doorkeeper) -> None:
        super().__init__(upstream, doorkeeper)
        self.service = service

    def list_waiting(self, *, cursor: str) -> Json:
        """A page of the waiting entries, longest first: items, and the cursor of the next page."""
        return dict(self.get(self.path, cursor=cursor, limit=WAITING_A_PAGE))

    def list_resolutions(self) -> list[Json]:
        """Entries that were handled later or closed, latest first."""
        return list(self.get(f"{self.path}/resolutions", limit=LATEST)["items"])

    def get_one(self, one_id: str) -> Json:
        """One entry."""
        return dict(self.get(self._address(one_id)))

    def retry(self, one_id: str, *, key: str, version: int | None) -> Json:
        """Handle the entry and those behind it, for a few seconds at most."""
        return dict(self.post(f"{self._address(one_id)}/{self.retry_action}", {}, key=key, version=version))

    def close(self, one_id: str, explanation: str, *, key: str, version: int | None) -> Json:
        """Close the entry without handling it."""
        return dict(self.post(f"{self._address(one_id)}/{self.close_action}", {"explanation": explanation}, key=key,
                              version=version))

    def _address(self, one_id: str) -> str:
        return f"{self.path}/{quote(one_id, safe='')}"


class ParkedClient(BacklogClient):
    """Parked events: the first of each key, with those behind it."""

    path = "/parked-events"
    retry_action = "release"
    close_action = "drop"


class SetAsideClient(BacklogClient):
    """Items of jobs that were set aside."""

    path = "/set-aside-items"
    retry_action = "retry"
    close_action = "resolve"


class ReadingsClient(ServiceClient):
    """Calls the list of readings of one service."""

    def __init__(self, service: str, upstream: Upstream, doorkeeper: Doorkeeper) -> None:
        super().__init__(upstream, doorkeeper)
        self.service = service

    def list_readings(self, *, cursor: str) -> Json:
        """A page of the readings, latest first: of the own employer's accounts, or all for the administration."""
        return dict(self.get("/list-readings", cursor=cursor, limit=PAGE_SIZE))
