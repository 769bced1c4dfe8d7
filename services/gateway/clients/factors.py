"""Client of the visitor's own second factors at identity."""
from collections.abc import Mapping
from typing import Any

from services.gateway.clients.service import Json, ServiceClient


class FactorsClient(ServiceClient):
    """Calls the API of the own factors; no answer is kept under an idempotency key, because some hold secrets."""

    service = "identity"
    root = "/v1/own-account/factors"

    def show(self) -> Json:
        """The own factors."""
        return dict(self.get(""))

    def begin_app(self) -> Json:
        """A new key for an app: `key` and `uri`."""
        return dict(self._send_once("/app"))

    def confirm_app(self, code: str) -> None:
        """Make the app a factor with its first code."""
        self._send_once("/app/confirm", {"code": code})

    def remove_app(self) -> None:
        """Remove the app."""
        self._send_once("/app/remove")

    def passkey_options(self) -> Json:
        """The options with which the browser makes a passkey."""
        return dict(self._send_once("/passkeys/options")["options"])

    def add_passkey(self, name: str, credential: str) -> None:
        """Add the passkey that the browser made."""
        self._send_once("/passkeys", {"name": name, "credential": credential})

    def remove_passkey(self, passkey_id: str) -> None:
        """Remove a passkey."""
        self._send_once(f"/passkeys/{passkey_id}/remove")

    def issue_recovery_codes(self) -> list[str]:
        """Ten new recovery codes."""
        return list(self._send_once("/recovery-codes")["codes"])

    def _send_once(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._call("POST", path, json=dict(body or {}))
