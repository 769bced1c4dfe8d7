"""A registered program in Authlib's client interface."""
# mypy: disable-error-code="misc"
import hmac
from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin, list_to_scope, scope_to_list

from services.identity import queries
from services.identity.hashing import digest
from services.identity.store import OAuthClient
from shared.web.transactions import transaction


class Client(ClientMixin):
    """Authlib's client interface on RFC 7591 metadata."""

    def __init__(self, row: OAuthClient) -> None:
        self.client_id = row.client_id
        self.client_metadata: dict[str, Any] = row.details
        self._secret_digest = row.secret_digest

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str | None:
        return next(iter(self.client_metadata.get("redirect_uris", [])), None)

    def get_allowed_scope(self, scope: str | None) -> str:
        allowed = set(scope_to_list(self.client_metadata.get("scope", "")))
        return str(list_to_scope([name for name in scope_to_list(scope or "") if name in allowed]))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.client_metadata.get("redirect_uris", [])

    def check_client_secret(self, client_secret: str) -> bool:
        return self._secret_digest is not None and hmac.compare_digest(self._secret_digest, digest(client_secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in self.client_metadata.get("token_endpoint_auth_methods", ["client_secret_basic"])

    def check_response_type(self, response_type: str) -> bool:
        return response_type in self.client_metadata.get("response_types", [])

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.client_metadata.get("grant_types", [])

    def may_introspect(self) -> bool:
        """Whether it may introspect tokens of other clients."""
        return "introspect" in scope_to_list(self.client_metadata.get("scope", ""))


def find_client(client_id: str) -> Client | None:
    """The registered program, or None."""
    row = transaction(queries.find_client, client_id=client_id)
    return Client(row) if row else None
