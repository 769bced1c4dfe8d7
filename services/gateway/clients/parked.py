"""Parked events of every service, for administrators of the platform."""
from urllib.parse import quote

from services.gateway.clients.service import Json, ServiceClient
from services.gateway.edge.upstream import Upstream
from services.gateway.signin.visitor import Doorkeeper

LATEST = 20


class ParkedClient(ServiceClient):
    """Calls the administration of one service."""

    root = "/admin/v1"

    def __init__(self, service: str, upstream: Upstream, doorkeeper: Doorkeeper) -> None:
        super().__init__(upstream, doorkeeper)
        self.service = service

    def list_keys(self) -> list[Json]:
        """The first parked event of each key."""
        return self.items("/parked-events")

    def get_event(self, event_id: str) -> Json:
        """One parked event, the kinds of its fields, and what waits behind it."""
        return dict(self.get(_path(event_id)))

    def list_resolutions(self) -> list[Json]:
        """What was released or dropped of late, the latest first."""
        return list(self.get("/parked-events/resolutions", limit=LATEST)["items"])

    def release(self, event_id: str, *, key: str) -> Json:
        """Handle what is parked under the event's key, in order, as far as it goes."""
        return dict(self.post(f"{_path(event_id)}/release", {}, key=key))

    def drop(self, event_id: str, explanation: str, *, key: str) -> Json:
        """Take an event out for good; what waited behind it goes on."""
        return dict(self.post(f"{_path(event_id)}/drop", {"explanation": explanation}, key=key))


def _path(event_id: str) -> str:
    return f"/parked-events/{quote(event_id, safe='')}"
