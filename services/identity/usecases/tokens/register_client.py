"""Register a program that may request tokens, or change its description."""
from dataclasses import dataclass, field
from typing import Any

from services.identity.hashing import digest
from services.identity.store import OAuthClient
from shared.db.session import Session

PORTAL_ID = "portal"
CAMAS_ID = "camas"
PORTAL_SCOPE = "openid profile email"


@dataclass(frozen=True, slots=True)
class ClientDescription:
    """The description of a client.

    :ivar secret: None for a client that signs assertions (private_key_jwt)
    :ivar details: RFC 7591 metadata, and employer_id, rights, roles of its tokens
    """

    client_id: str
    details: dict[str, Any]
    secret: str | None = field(default=None, repr=False)


def register_client(session: Session, *, command: ClientDescription) -> None:
    """Insert or replace the client."""
    client = session.get(OAuthClient, command.client_id, with_for_update=True)
    if client is None:
        client = OAuthClient(client_id=command.client_id)
        session.add(client)
    client.secret_digest = digest(command.secret) if command.secret else None
    client.details = dict(command.details)


def gateway_clients(public_url: str, secret: str) -> tuple[ClientDescription, ClientDescription]:
    """The gateway as client of two environments: the insurer's portal, and CAMAS with its code by e-mail (domain.md §1.17)."""
    shared = {
        "redirect_uris": [f"{public_url}/callback"],
        "post_logout_redirect_uris": [f"{public_url}/", f"{public_url}/uitgelogd", public_url],
        "scope": f"{PORTAL_SCOPE} introspect", "response_types": ["code"],
        "grant_types": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods": ["client_secret_basic", "client_secret_post"],
    }
    return (ClientDescription(PORTAL_ID, shared | {"client_name": "Ontzorg-portaal"}, secret),
            ClientDescription(CAMAS_ID, shared | {"client_name": "CAMAS", "code_channel": "EMAIL"}, secret))
