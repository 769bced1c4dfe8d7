"""Client of the billing service: policies and invoices."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class BillingClient(ServiceClient):
    """Calls the billing service."""

    service = "billing"

    def list_policies(self) -> list[Json]:
        """The employer's policies, of which there are fewer than a page."""
        return list(self.get("/policies", limit=PAGE_SIZE)["items"])

    def list_invoices(self, *, cursor: str) -> Json:
        """A page of the invoices, newest first: items, and the cursor of the next page."""
        return dict(self.get("/invoices", order="newest", cursor=cursor, limit=PAGE_SIZE))

    def get_invoice(self, number: str) -> Json:
        """One invoice."""
        return dict(self.get(f"/invoices/{number}"))
