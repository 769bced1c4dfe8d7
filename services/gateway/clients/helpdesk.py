"""Client of identity's administration for the helpdesk: its queue, and accounts without case data."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class HelpdeskClient(ServiceClient):
    """Calls the helpdesk's part of identity's administration."""

    service = "identity"
    root = "/admin/v1"

    def list_requests(self, *, state: str, cursor: str) -> Json:
        """A page of the requests in a state."""
        return dict(self.get("/helpdesk-requests", state=state, cursor=cursor, limit=PAGE_SIZE))

    def get_request(self, request_id: str) -> Json:
        """One request."""
        return dict(self.get(f"/helpdesk-requests/{request_id}"))

    def execute(self, request_id: str, *, key: str, version: int | None) -> Json:
        """Execute a request after the call-back."""
        path = f"/helpdesk-requests/{request_id}/execution"
        return dict(self.post(path, {"called_back": True}, key=key, version=version))

    def refuse(self, request_id: str, reason: str, *, key: str, version: int | None) -> Json:
        """Refuse a request with a reason."""
        return dict(self.post(f"/helpdesk-requests/{request_id}/refusal", {"reason": reason}, key=key, version=version))

    def search_accounts(self, *, search: str, cursor: str) -> Json:
        """A page of the accounts that a text finds."""
        return dict(self.get("/accounts", search=search, cursor=cursor, limit=PAGE_SIZE))

    def unlock(self, account_id: str, *, key: str, version: int | None) -> None:
        """End the lock-outs of an account."""
        self.post(f"/accounts/{account_id}/unlock", {}, key=key, version=version)

    def reset_password(self, account_id: str, *, key: str, version: int | None) -> None:
        """Mail a temporary password after the call-back."""
        self.post(f"/accounts/{account_id}/temporary-password", {"called_back": True}, key=key, version=version)

    def get_account(self, account_id: str) -> Json:
        """One account."""
        return dict(self.get(f"/accounts/{account_id}"))

    def change_contact(self, account_id: str, changed: Json, *, key: str, version: int | None) -> None:
        """Give a third party another address or number after the call-back."""
        self.post(f"/accounts/{account_id}/contact", changed | {"called_back": True}, key=key, version=version)
