"""An operator registers the program of an arbo service, which reads its feed on the bus, or replaces its keys."""
from datetime import datetime

from services.identity.domain.security import SecurityEventKind
from services.identity.store import OAuthClient, record
from services.identity.usecases.clients.change_program import get_open_program
from services.identity.usecases.clients.create_program import NewProgram, add_keys, create_program
from services.identity.usecases.tokens.revoke_access import revoke_client_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import SYSTEM

FEED = ("feed:read",)


def register_partner(session: Session, *, client_id: str, public_key: str, now: datetime) -> OAuthClient:
    """Create the program, or replace its keys and refuse the tokens that it has.

    :param public_key: one or two public keys as JWK, JWKS or PEM
    :param now: the machine's time
    :raises ClientInvalid: for an id that belongs to the platform
    :raises PublicKeyInvalid: for a key that is none, or too weak
    :raises ClientClosed: for a closed program
    """
    if session.get(OAuthClient, client_id) is None:
        return create_program(session, actor=SYSTEM, command=NewProgram(client_id, client_id, FEED, (), public_key))
    client = get_open_program(session, client_id, None)
    client.keys.clear()
    session.flush()
    added = add_keys(session, client, public_key)
    client.version += 1
    revoke_client_access(session, client, reason=RevocationReason.CLIENT_CHANGED, now=now)
    record(session, SecurityEventKind.CLIENT_CHANGED, account_id=None, actor_id=SYSTEM.account_id, client_id=client_id,
           keys_added=added)
    return client
