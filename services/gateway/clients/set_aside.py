"""Items that jobs of every service set aside, for administrators of the platform."""
from services.gateway.clients.service import Json, ServiceClient
from services.gateway.edge.upstream import Upstream
from services.gateway.signin.visitor import Doorkeeper

LATEST = 20
PATH = "/set-aside-items"


class SetAsideClient(ServiceClient):
    """Calls the administration of one service."""

    root = "/admin/v1"

    def __init__(self, service: str, upstream: Upstream, doorkeeper: Doorkeeper) -> None:
        super().__init__(upstream, doorkeeper)
        self.service = service

    def list_items(self) -> list[Json]:
        """Items that are set aside, longest first."""
        return self.items(PATH)

    def get_item(self, item_id: int) -> Json:
        """One item."""
        return dict(self.get(f"{PATH}/{item_id}"))

    def list_resolutions(self) -> list[Json]:
        """What was handled later or closed, latest first."""
        return list(self.get(f"{PATH}/resolutions", limit=LATEST)["items"])

    def retry(self, item_id: int, *, key: str) -> Json:
        """Handle the item for every business date that it missed, as far as it goes."""
        return dict(self.post(f"{PATH}/{item_id}/retry", {}, key=key))

    def resolve(self, item_id: int, explanation: str, *, key: str) -> Json:
        """Close the item, because it was settled in another way."""
        return dict(self.post(f"{PATH}/{item_id}/resolve", {"explanation": explanation}, key=key))
