"""Client of the identity service: the own account, the accounts of an employer, the administration, and the security log."""
from collections.abc import Mapping

from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient

LATEST = 10
"""Events of the log on the page of an account."""


class IdentityClient(ServiceClient):
    """Calls the account API of identity."""

    service = "identity"

    def list_own_events(self, *, cursor: str, **found: str) -> Json:
        """A page of the security log of the own account, newest first."""
        return dict(self.get("/own-account/security-events", cursor=cursor, limit=PAGE_SIZE, **found))

    def list_events_of_employer(self, *, cursor: str, **found: str) -> Json:
        """A page of the security log of the employer's accounts, newest first."""
        return dict(self.get("/security-events", cursor=cursor, limit=PAGE_SIZE, **found))

    def export_events_of_employer(self, *, first: str, last: str) -> bytes:
        """The security log of the employer's accounts in a period, as JSON lines."""
        return self.get_file(f"/security-events/export?from={first}&to={last}")


class AdministrationClient(ServiceClient):
    """Calls the administration API of identity."""

    service = "identity"
    root = "/admin/v1"

    def create_staff(self, body: Mapping[str, str], *, key: str) -> Json:
        """Make an account of staff."""
        return dict(self.post("/staff-accounts", body, key=key))

    def change_role(self, account_id: str, role: str, *, version: int | None) -> Json:
        """Give a member of staff another role."""
        return dict(self.put(f"/staff-accounts/{account_id}/role", {"role": role}, version=version))

    def close_account(self, account_id: str, reason: str, *, key: str, version: int | None) -> Json:
        """Close an account for good."""
        return dict(self.post(f"/accounts/{account_id}/closure", {"reason": reason}, key=key, version=version))

    def list_latest_events(self, account_id: str) -> list[Json]:
        """The latest events of the security log of one account, newest first."""
        return list(self.get("/security-events", accountId=account_id, limit=LATEST)["items"])

    def list_events(self, *, cursor: str, **found: str) -> Json:
        """A page of the security log of all accounts, newest first."""
        return dict(self.get("/security-events", cursor=cursor, limit=PAGE_SIZE, **found))

    def export_events(self, *, first: str, last: str) -> bytes:
        """The security log of all accounts in a period, as JSON lines."""
        return self.get_file(f"/security-events/export?from={first}&to={last}")
