"""Client of the reimbursements of claims."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class ReimbursementsClient(ServiceClient):
    """Reads what is paid for accepted declarations."""

    service = "claims"

    def list_reimbursements(self, *, state: str, cursor: str) -> Json:
        """A page of reimbursed declarations, OPEN or PAID, the first due first."""
        return dict(self.get("/reimbursements", state=state, cursor=cursor, limit=PAGE_SIZE))

    def get_reimbursement_file(self, file_id: str) -> bytes:
        """The payment file of a day."""
        return self.get_file(f"/reimbursement-files/{file_id}")
