"""The keys of a program: a second one may be added before the first is removed, so that it changes without an interruption."""
from datetime import datetime

from services.identity.domain.clients import ensure_key_is_left
from services.identity.domain.security import SecurityEventKind
from services.identity.store import OAuthClient, record
from services.identity.usecases.clients.change_program import get_open_program
from services.identity.usecases.clients.create_program import add_keys
from services.identity.usecases.tokens.revoke_access import revoke_client_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def add_program_key(session: Session, *, actor: Actor, client_id: str, public_key: str,
                    version: int | None = None) -> OAuthClient:
    """Add a public key.

    :param public_key: as JWK, JWKS or PEM
    :raises PublicKeyInvalid: for a key that is none, or too weak
    :raises TooManyKeys: for a third one
    """
    client = get_open_program(session, client_id, version)
    if added := add_keys(session, client, public_key):
        client.version += 1
        record(session, SecurityEventKind.CLIENT_CHANGED, account_id=None, actor_id=actor.account_id, client_id=client_id,
               keys_added=added)
    return client


def remove_program_key(session: Session, *, actor: Actor, client_id: str, kid: str, now: datetime,
                       version: int | None = None) -> OAuthClient:
    """Remove a public key, and refuse the tokens of the program, because the key may have been stolen.

    :param now: the machine's time
    :raises NotFound: if the program has no such key
    :raises Conflict: for its only key
    """
    client = get_open_program(session, client_id, version)
    key = next((one for one in client.keys if one.kid == kid), None)
    if key is None:
        raise NotFound("client.key_unknown", "Deze sleutel bestaat niet.")
    ensure_key_is_left(len(client.keys))
    client.keys.remove(key)
    client.version += 1
    revoke_client_access(session, client, reason=RevocationReason.CLIENT_CHANGED, now=now)
    record(session, SecurityEventKind.CLIENT_CHANGED, account_id=None, actor_id=actor.account_id, client_id=client_id,
           keys_removed=[kid])
    return client
