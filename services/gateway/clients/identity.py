"""Client of the identity service: the own account, the accounts of an employer, the administration, and the security log."""
from collections.abc import Mapping
from typing import Any

from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient
from shared.kernel.ids import new_id

LATEST = 10
"""Events of the log on the page of an account."""

MOST, LATEST_REQUESTS = 500, 50
"""Rows of a list: all accounts of an employer, the latest requests."""


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

    def list_staff(self) -> list[Json]:
        """Members of staff in use, with their roles."""
        return list(self.get("/staff-accounts", limit=MOST)["items"])

    def create_staff(self, body: Mapping[str, str], *, key: str) -> Json:
        """Make an account of staff."""
        return dict(self.post("/staff-accounts", body, key=key))

    def change_role(self, account_id: str, role: str, *, version: int | None) -> Json:
        """Give a member of staff another role."""
        return dict(self.put(f"/staff-accounts/{account_id}/role", {"role": role}, version=version))

    def change_work_phone(self, account_id: str, work_phone: str | None, *, version: int | None) -> Json:
        """Set the number at which employers reach a member of staff; None takes it away."""
        return dict(self.put(f"/staff-accounts/{account_id}/work-phone", {"work_phone": work_phone}, version=version))

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
        return list(self.get("/helpdesk-requests", limit=LATEST_REQUESTS)["items"])

    def ask_helpdesk(self, request: Mapping[str, Any], *, key: str) -> Json:
        """Send a request to the helpdesk."""
        return dict(self.post("/helpdesk-requests", request, key=key))


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

    def get_calendar_feed(self) -> Json:
        """When the secret address of the calendar was made and last used; empty without one."""
        return dict(self.get("/calendar-feed"))

    def make_calendar_feed(self) -> str:
        """Make a secret address; returns its secret, which is not shown again."""
        return str(self._call("POST", "/calendar-feed")["secret"])

    def end_calendar_feed(self) -> None:
        """Withdraw the secret address."""
        self._call("POST", "/calendar-feed/end")

    def send_password_code(self) -> str:
        """Send the code for a change of the password; returns whether it was sent, like ALLOWED."""
        return str(self._call("POST", "/password/codes", headers={"Idempotency-Key": new_id()})["sending"])

    def change_password(self, body: Mapping[str, str]) -> None:
        """Change the password."""
        self._call("POST", "/password", headers={"Idempotency-Key": new_id()}, json=dict(body))
