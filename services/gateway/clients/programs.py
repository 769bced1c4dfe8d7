"""Client of identity's administration of programs."""
from collections.abc import Mapping
from typing import Any

from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient, seen


class ProgramsClient(ServiceClient):
    """Calls the administration of the programs of partners and payroll packages."""

    service = "identity"
    root = "/admin/v1/clients"

    def list_programs(self, *, cursor: str) -> Json:
        """A page of all programs."""
        return dict(self.get("", cursor=cursor, limit=PAGE_SIZE))

    def get_program(self, client_id: str) -> Json:
        """One program."""
        return dict(self.get(f"/{client_id}"))

    def create(self, body: Mapping[str, Any], *, key: str) -> Json:
        """Register a program."""
        return dict(self.post("", body, key=key))

    def change(self, client_id: str, body: Mapping[str, Any], *, version: int | None) -> Json:
        """Replace name, scopes and employers."""
        return dict(self.put(f"/{client_id}", body, version=version))

    def add_key(self, client_id: str, public_key: str, *, key: str, version: int | None) -> Json:
        """Add a public key."""
        return dict(self.post(f"/{client_id}/keys", {"public_key": public_key}, key=key, version=version))

    def remove_key(self, client_id: str, kid: str, *, version: int | None) -> Json:
        """Remove a public key."""
        return dict(self._call("DELETE", f"/{client_id}/keys/{kid}", headers=seen(version)))

    def close(self, client_id: str, *, key: str, version: int | None) -> Json:
        """Close a program for good."""
        return dict(self.post(f"/{client_id}/closure", {}, key=key, version=version))
