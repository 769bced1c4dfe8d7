"""The platform administrator closes a program; its id stays taken."""
from datetime import datetime

from services.identity.domain.security import SecurityEventKind
from services.identity.store import OAuthClient, record
from services.identity.usecases.clients.change_program import get_open_program
from services.identity.usecases.tokens.revoke_access import revoke_client_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor


def close_program(session: Session, *, actor: Actor, client_id: str, now: datetime, version: int | None = None) -> OAuthClient:
    """Refuse the program and its tokens from now on.

    :param now: the machine's time
    :raises ClientClosed: if it was closed before
    """
    client = get_open_program(session, client_id, version)
    client.closed_at = session.clock.now()
    client.version += 1
    revoke_client_access(session, client, reason=RevocationReason.CLIENT_CLOSED, now=now)
    record(session, SecurityEventKind.CLIENT_CLOSED, account_id=None, actor_id=actor.account_id, client_id=client_id)
    return client
