"""Client of casework's API of the work that a company doctor countersigns."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class DelegatedClient(ServiceClient):
    """Calls casework about work that consultants recorded."""

    service = "casework"

    def list_page(self, *, cursor: str) -> Json:
        """A page of what waits for the doctor, oldest first."""
        return dict(self.get("/delegated-work", cursor=cursor, limit=PAGE_SIZE))

    def countersign(self, completion_id: str, *, key: str) -> None:
        """Countersign a step."""
        self.post(f"/delegated-work/{completion_id}/countersignature", {}, key=key)
