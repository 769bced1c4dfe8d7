"""Client of the identity service: the own account, the accounts of an employer, and their security log."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


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

    def list_events(self, *, cursor: str, **found: str) -> Json:
        """A page of the security log of all accounts, newest first."""
        return dict(self.get("/security-events", cursor=cursor, limit=PAGE_SIZE, **found))

    def export_events(self, *, first: str, last: str) -> bytes:
        """The security log of all accounts in a period, as JSON lines."""
        return self.get_file(f"/security-events/export?from={first}&to={last}")
