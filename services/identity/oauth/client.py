"""A registered program in Authlib's client interface."""
# mypy: disable-error-code="misc"
import hmac

from authlib.oauth2.rfc6749 import ClientMixin, list_to_scope, scope_to_list
from joserfc.jwk import KeySet

from services.identity import queries
from services.identity.domain.clients import ClientKind
from services.identity.hashing import digest
from services.identity.store import OAuthClient
from shared.web.transactions import transaction

INTROSPECT = "introspect"
CALENDAR_FEED = "urn:nl:ontzorg:calendar-feed"
GRANTS = {ClientKind.ENTRANCE: ("authorization_code", "refresh_token", CALENDAR_FEED),
          ClientKind.PROGRAM: ("client_credentials",)}
METHODS = {ClientKind.ENTRANCE: ("client_secret_basic", "client_secret_post"), ClientKind.PROGRAM: ("private_key_jwt",)}


class Client(ClientMixin):
    """A client that is not closed.

    :ivar row: with its keys and employers
    :ivar acts_for: the employer of the token that a program requests
    """

    def __init__(self, row: OAuthClient) -> None:
        self.row = row
        self.client_id = row.client_id
        self.kind = ClientKind(row.kind)
        self.acts_for: str | None = None

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str | None:
        return next(iter(self.row.redirect_uris), None)

    def get_allowed_scope(self, scope: str | None) -> str:
        """The requested scopes that it has; a program that requests none gets all of its scopes."""
        asked = scope_to_list(scope or "") or (self.row.scopes if self.kind is ClientKind.PROGRAM else [])
        return str(list_to_scope([name for name in asked if name in self.row.scopes]))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.row.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        given = digest(client_secret)
        accepted = [one for one in (self.row.secret_digest, self.row.former_secret_digest) if one]
        return any(hmac.compare_digest(one, given) for one in accepted)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in METHODS[self.kind]

    def check_response_type(self, response_type: str) -> bool:
        return self.kind is ClientKind.ENTRANCE and response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in GRANTS[self.kind]

    def may_introspect(self) -> bool:
        """Whether it may introspect tokens of other clients."""
        return INTROSPECT in self.row.scopes

    @property
    def client_metadata(self) -> dict[str, list[str]]:
        """What Authlib's logout reads of a client."""
        return {"post_logout_redirect_uris": self.row.post_logout_redirect_uris}

    @property
    def employer_ids(self) -> list[str]:
        """The employers for which it may act."""
        return [one.employer_id for one in self.row.employers]

    @property
    def public_keys(self) -> KeySet:
        """The keys with which it signs assertions."""
        return KeySet.import_key_set({"keys": [key.public for key in self.row.keys]})


def find_client(client_id: str) -> Client | None:
    """The registered program, or None if it is unknown or closed."""
    row = transaction(queries.find_client, client_id=client_id)
    return Client(row) if row and row.closed_at is None else None
