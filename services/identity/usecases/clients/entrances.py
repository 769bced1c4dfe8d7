"""The gateway as client of two environments: the insurer's portal, and CAMAS with its code by e-mail (domain.md §1.17)."""
from dataclasses import dataclass, field

from services.identity.domain.clients import ClientKind
from services.identity.hashing import digest
from services.identity.store import OAuthClient
from shared.db.session import Session

PORTAL_ID = "portal"
CAMAS_ID = "camas"
ENTRANCE_SCOPES = ("openid", "profile", "email", "introspect")


@dataclass(frozen=True, slots=True)
class GatewaySecrets:
    """The secret of the gateway, and the former one during a rotation; both are accepted."""

    present: str = field(repr=False)
    former: str = field(default="", repr=False)


def register_entrances(session: Session, *, public_url: str, secrets: GatewaySecrets) -> None:
    """Insert both clients, or replace what they are."""
    register_entrance(session, PORTAL_ID, "Ontzorg-portaal", public_url=public_url, secrets=secrets)
    register_entrance(session, CAMAS_ID, "CAMAS", public_url=public_url, secrets=secrets, code_channel="EMAIL")


def register_entrance(session: Session, client_id: str, name: str, *, public_url: str, secrets: GatewaySecrets,
                      code_channel: str | None = None) -> None:
    """Insert or replace one client by which people sign in."""
    client = session.get(OAuthClient, client_id, with_for_update=True)
    if client is None:
        client = OAuthClient(client_id=client_id, created_at=session.clock.now())
        session.add(client)
    client.kind, client.name, client.code_channel = ClientKind.ENTRANCE, name, code_channel
    client.secret_digest = digest(secrets.present)
    client.former_secret_digest = digest(secrets.former) if secrets.former else None
    client.redirect_uris = [f"{public_url}/callback"]
    client.post_logout_redirect_uris = [f"{public_url}/", f"{public_url}/uitgelogd", public_url]
    client.scopes = list(ENTRANCE_SCOPES)
