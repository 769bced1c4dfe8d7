"""Client of the visitor's own sessions, devices and password at identity."""
from collections.abc import Mapping

from services.gateway.clients.service import Json, ServiceClient
from shared.kernel.ids import new_id


class OwnAccountClient(ServiceClient):
    """Calls the API of the own account; no answer about a password is kept under an idempotency key."""

    service = "identity"
    root = "/v1/own-account"

    def list_sessions(self) -> list[Json]:
        """The browsers that are signed in, the latest used first."""
        return list(self.get("/sessions")["items"])

    def end_session(self, session_id: str, *, key: str) -> None:
        """Sign one browser out."""
        self.post(f"/sessions/{session_id}/end", {}, key=key)

    def end_all_sessions(self, *, key: str) -> None:
        """Sign out everywhere."""
        self.post("/sessions/end-all", {}, key=key)

    def list_devices(self) -> list[Json]:
        """The browsers on which the account has signed in, the latest used first."""
        return list(self.get("/devices")["items"])

    def forget_device(self, device_id: str, *, key: str) -> None:
        """Forget a device, which is signed out."""
        self.post(f"/devices/{device_id}/forget", {}, key=key)

    def send_password_code(self) -> str:
        """Send the code for a change of the password; returns whether it was sent, like ALLOWED."""
        return str(self._call("POST", "/password/codes", headers={"Idempotency-Key": new_id()})["sending"])

    def change_password(self, body: Mapping[str, str]) -> None:
        """Change the password."""
        self._call("POST", "/password", headers={"Idempotency-Key": new_id()}, json=dict(body))
