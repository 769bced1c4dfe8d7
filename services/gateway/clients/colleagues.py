"""Client of identity for the accounts of an employer: rights, review, deputies, and requests to the helpdesk."""
from collections.abc import Mapping
from typing import Any

from services.gateway.clients.service import Json, ServiceClient

MOST, LATEST = 500, 50
"""Rows of a list: all accounts of an employer, the latest requests."""


class ColleaguesClient(ServiceClient):
    """Calls the API of an employer's accounts."""

    service = "identity"

    def list_accounts(self) -> list[Json]:
        """All accounts with access to the employer, and those whose access ended."""
        return list(self.get("/accounts", limit=MOST)["items"])

    def get_account(self, account_id: str) -> Json:
        """One account."""
        return dict(self.get(f"/accounts/{account_id}"))

    def add_account(self, account: Mapping[str, Any], *, key: str) -> Json:
        """Create an account, or give a third party access."""
        return dict(self.post("/accounts", account, key=key))

    def change_rights(self, account_id: str, rights: list[str], ends_on: str | None, *, version: int | None) -> Json:
        """Replace the rights and, for a third party, the end date."""
        seen = {} if version is None else {"If-Match": f'"{version}"'}
        body = {"rights": rights} | ({"ends_on": ends_on} if ends_on else {})
        return dict(self._call("PUT", f"/accounts/{account_id}/rights", json=body, headers=seen))

    def act(self, account_id: str, action: str, body: Mapping[str, Any], *, key: str, version: int | None) -> None:
        """Block an account (``block``), send its invitation again (``temporary-password``) or confirm it (``review``)."""
        self.post(f"/accounts/{account_id}/{action}", body, key=key, version=version)

    def get_review(self) -> Json:
        """The accounts whose rights must be confirmed, and how many are overdue."""
        return dict(self.get("/rights-review"))

    def list_deputies(self) -> list[Json]:
        """The deputies, latest first."""
        return list(self.get("/deputies", limit=MOST)["items"])

    def name_deputy(self, deputy: Mapping[str, Any], *, key: str) -> Json:
        """Name a deputy for a period."""
        return dict(self.post("/deputies", deputy, key=key))

    def end_deputy(self, deputy_id: str, *, key: str, version: int | None) -> None:
        """End a period."""
        self.post(f"/deputies/{deputy_id}/end", {}, key=key, version=version)

    def list_requests(self) -> list[Json]:
        """The requests to the helpdesk, latest first."""
        return list(self.get("/helpdesk-requests", limit=LATEST)["items"])

    def ask_helpdesk(self, request: Mapping[str, Any], *, key: str) -> Json:
        """Send a request to the helpdesk."""
        return dict(self.post("/helpdesk-requests", request, key=key))
