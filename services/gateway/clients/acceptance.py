"""Client of identity for the insurer's acceptance: main contacts."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient

MOST_COLLEAGUES = 200


class AcceptanceClient(ServiceClient):
    """Calls identity's API of main contacts."""

    service = "identity"

    def list_main_contacts(self, *, state: str, cursor: str) -> Json:
        """A page of the main contacts in a state."""
        return dict(self.get("/main-contacts", state=state, cursor=cursor, limit=PAGE_SIZE))

    def get_main_contact(self, account_id: str) -> Json:
        """One main contact."""
        return dict(self.get(f"/main-contacts/{account_id}"))

    def create(self, body: Json, *, key: str) -> Json:
        """Create a main contact from the eight fields."""
        return dict(self.post("/main-contacts", body, key=key))

    def verify(self, account_id: str, *, key: str, version: int | None) -> None:
        """Confirm a request after the call-back."""
        self.post(f"/main-contacts/{account_id}/verifications", {}, key=key, version=version)

    def refuse(self, account_id: str, reason: str, *, key: str, version: int | None) -> None:
        """Refuse a request that could not be confirmed."""
        self.post(f"/main-contacts/{account_id}/refusal", {"reason": reason}, key=key, version=version)

    def reissue(self, account_id: str, *, key: str, version: int | None) -> None:
        """Mail a new temporary password."""
        self.post(f"/accounts/{account_id}/temporary-password", {}, key=key, version=version)

    def list_successors(self, account_id: str) -> list[Json]:
        """The colleagues who can follow a main contact."""
        return list(self.get(f"/main-contacts/{account_id}/colleagues", limit=MOST_COLLEAGUES)["items"])

    def replace(self, account_id: str, body: Json, *, key: str, version: int | None) -> Json:
        """Make somebody else the main contact."""
        return dict(self.post(f"/main-contacts/{account_id}/replacement", body, key=key, version=version))

    def block(self, account_id: str, reason: str, *, key: str) -> None:
        """Block a main contact."""
        self.post(f"/main-contacts/{account_id}/block", {"reason": reason}, key=key)

    def unblock(self, account_id: str, reason: str, *, key: str) -> None:
        """Give a main contact the account back."""
        self.post(f"/main-contacts/{account_id}/unblock", {"reason": reason}, key=key)

    def list_requests(self, *, state: str, cursor: str) -> Json:
        """A page of the requests by the form for strangers in a state."""
        return dict(self.get("/account-requests", state=state, cursor=cursor, limit=PAGE_SIZE))

    def get_request(self, request_id: str) -> Json:
        """One request by the form."""
        return dict(self.get(f"/account-requests/{request_id}"))

    def accept_request(self, request_id: str, *, key: str, version: int | None) -> Json:
        """Make the main contact of a request after the call-back."""
        return dict(self.post(f"/account-requests/{request_id}/acceptance", {"called_back": True}, key=key, version=version))

    def refuse_request(self, request_id: str, reason: str, *, key: str, version: int | None) -> None:
        """Refuse a request by the form."""
        self.post(f"/account-requests/{request_id}/refusal", {"reason": reason}, key=key, version=version)
