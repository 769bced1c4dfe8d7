"""Client of billing for those who handle debtors."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class DebtorsClient(ServiceClient):
    """Calls billing's API of debtors and of what is done with invoices."""

    service = "billing"

    def list_debtors(self, *, cursor: str) -> Json:
        """A page of the employers with open invoices."""
        return dict(self.get("/debtors", cursor=cursor, limit=PAGE_SIZE))

    def list_invoices(self, which: str, *, cursor: str) -> Json:
        """A page of invoices, newest first; `which` is ``all``, ``open`` or ``disputed``."""
        return dict(self.get("/invoices", list=which, order="newest", cursor=cursor, limit=PAGE_SIZE))

    def list_due(self) -> Json:
        """Policies with something to be invoiced today that was not booked yet."""
        return dict(self.get("/invoices-to-release"))

    def get_ledger(self, policy_number: str) -> list[Json]:
        """All that was invoiced, credited and paid, oldest first."""
        return list(self.get(f"/policies/{policy_number}/ledger")["items"])

    def preview(self, policy_number: str, body: Json, *, key: str) -> list[Json]:
        """The invoices that would be booked; writes nothing."""
        return list(self.post(f"/policies/{policy_number}/invoice-previews", body, key=key)["items"])

    def book(self, policy_number: str, body: Json, *, key: str) -> list[Json]:
        """Book what is to be invoiced."""
        return list(self.post(f"/policies/{policy_number}/invoices", body, key=key)["items"])

    def preview_credit(self, number: str, body: Json, *, key: str) -> list[Json]:
        """The credit note that would be issued; writes nothing."""
        return list(self.post(f"/invoices/{number}/credit-previews", body, key=key)["items"])

    def act(self, number: str, what: str, body: Json, *, key: str, version: int | None) -> Json:
        """Do something with an invoice.

        :param what: ``payments``, ``credits``, ``undone-credits``, ``disputes`` or ``ended-disputes``
        """
        return dict(self.post(f"/invoices/{number}/{what}", body, key=key, version=version))

    def find_address(self, policy_number: str) -> Json:
        """The address on the invoices, empty if it is not recorded."""
        return dict(self.get(f"/policies/{policy_number}/invoice-address"))

    def set_address(self, policy_number: str, body: Json) -> Json:
        """Record the address on the invoices."""
        return dict(self.put(f"/policies/{policy_number}/invoice-address", body, version=None))

    def list_collections(self, *, cursor: str) -> Json:
        """A page of the days with direct debits, each with their number and sum."""
        return dict(self.get("/collections", cursor=cursor, limit=PAGE_SIZE))

    def get_collection_file(self, collected_on: str) -> bytes:
        """The SEPA file of a day."""
        return self.get_file(f"/collections/{collected_on}/file")

    def book_collection(self, collected_on: str, body: Json, *, key: str, version: int | None) -> Json:
        """Record that the bank booked the direct debits of a day, and which it returned."""
        return dict(self.post(f"/collections/{collected_on}/bookings", body, key=key, version=version))
