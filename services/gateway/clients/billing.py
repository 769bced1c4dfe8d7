"""Client of the billing service: policies and invoices."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient
from shared.kernel.ids import new_id


class BillingClient(ServiceClient):
    """Calls the billing service."""

    service = "billing"

    def list_policies(self) -> list[Json]:
        """The employer's policies, of which there are fewer than a page."""
        return list(self.get("/policies", limit=PAGE_SIZE)["items"])

    def list_premium_years(self, policy_number: str) -> list[Json]:
        """The premium of each year, oldest first."""
        return list(self.get(f"/policies/{policy_number}/premium-years")["items"])

    def preview_january(self, policy_number: str, year: int, wages: Json) -> Json:
        """What January data would do to the premium; writes nothing.

        :param wages: annual wages from 1 January by employee id
        """
        return dict(self.post(f"/policies/{policy_number}/january-previews", {"year": year, "wages": wages}, key=new_id()))

    def list_invoices(self, *, cursor: str) -> Json:
        """A page of the invoices, newest first: items, and the cursor of the next page."""
        return dict(self.get("/invoices", order="newest", cursor=cursor, limit=PAGE_SIZE))

    def get_invoice(self, number: str) -> Json:
        """One invoice with what it says."""
        return dict(self.get(f"/invoices/{number}"))

    def get_invoice_file(self, number: str, form: str) -> bytes:
        """The file of an invoice; `form` is ``pdf`` or ``ubl``."""
        return self.get_file(f"/invoices/{number}/{form}")
