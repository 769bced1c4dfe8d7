"""Client of the gatekeeper guarantees of claims."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class GuaranteesClient(ServiceClient):
    """Reads what Perspectief pays for wage sanctions."""

    service = "claims"

    def list_guarantees(self, *, cursor: str) -> Json:
        """A page of guarantees, the first decided first."""
        return dict(self.get("/guarantees", cursor=cursor, limit=PAGE_SIZE))

    def get_guarantee(self, sanction_id: str) -> Json:
        """One guarantee with its months."""
        return dict(self.get(f"/guarantees/{sanction_id}"))
