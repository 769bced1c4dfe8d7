"""Client of the billing service: policies and invoices."""
from services.gateway.clients.service import Json, ServiceClient


class BillingClient(ServiceClient):
    """Calls the billing service."""

    service = "billing"

    def list_policies(self) -> list[Json]:
        """The employer's policies."""
        return self.items("/policies")

    def list_invoices(self) -> list[Json]:
        """The employer's invoices."""
        return self.items("/invoices")

    def get_invoice(self, number: str) -> Json:
        """One invoice."""
        return dict(self.get(f"/invoices/{number}"))
