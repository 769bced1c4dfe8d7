"""The platform administrator changes what a program may do, and for whom."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.domain.clients import ClientClosed, check_scopes
from services.identity.domain.security import SecurityEventKind
from services.identity.store import OAuthClient, get_program, record
from services.identity.usecases.clients.create_program import set_employers
from services.identity.usecases.tokens.revoke_access import revoke_client_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version


@dataclass(frozen=True, slots=True)
class ProgramChange:
    """The new name, scopes and employers.

    :ivar version: the version that the actor read; None skips the check
    """

    client_id: str
    name: str
    scopes: tuple[str, ...]
    policy_numbers: tuple[str, ...]
    version: int | None = None


def change_program(session: Session, *, actor: Actor, command: ProgramChange, now: datetime) -> OAuthClient:
    """Replace name, scopes and employers; tokens with the former ones are refused.

    :param now: the machine's time
    :raises Stale: if it was changed meanwhile
    :raises ClientClosed: for a closed program
    :raises ClientInvalid: for an invalid scope or employer
    """
    client = get_open_program(session, command.client_id, command.version)
    client.name = command.name
    client.scopes = list(check_scopes(command.scopes, has_employers=bool(command.policy_numbers)))
    set_employers(session, client, command.policy_numbers)
    client.version += 1
    revoke_client_access(session, client, reason=RevocationReason.CLIENT_CHANGED, now=now)
    record(session, SecurityEventKind.CLIENT_CHANGED, account_id=None, actor_id=actor.account_id, client_id=client.client_id,
           scopes=list(client.scopes), employers=[one.employer_id for one in client.employers])
    return client


def get_open_program(session: Session, client_id: str, version: int | None) -> OAuthClient:
    """A program that is not closed, locked.

    :raises NotFound: if there is none
    :raises Stale: if it was changed since this version
    :raises ClientClosed: if it was closed
    """
    client = get_program(session, client_id, lock=True)
    ensure_version(version, client.version)
    if client.closed_at is not None:
        raise ClientClosed("client.closed", "Dit programma is gesloten.")
    return client
