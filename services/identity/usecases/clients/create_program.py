"""The platform administrator registers the program of a partner or a payroll package."""
from dataclasses import dataclass

from sqlalchemy import select

from services.identity.domain.clients import (
    ClientInvalid,
    ClientKind,
    check_client_id,
    check_scopes,
    ensure_room_for_key,
)
from services.identity.domain.security import SecurityEventKind
from services.identity.public_keys import read_public_keys
from services.identity.store import OAuthClient, OAuthClientEmployer, OAuthClientKey, Policy, record
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict


class ClientIdTaken(Conflict):
    """Another program has this id, also if it was closed."""


@dataclass(frozen=True, slots=True)
class NewProgram:
    """A program.

    :ivar policy_numbers: of the employers for which it may act, one for each token
    :ivar public_key: one or two public keys as JWK, JWKS or PEM
    """

    client_id: str
    name: str
    scopes: tuple[str, ...]
    policy_numbers: tuple[str, ...]
    public_key: str


def create_program(session: Session, *, actor: Actor, command: NewProgram) -> OAuthClient:
    """Register a program, which signs in with its own key (private_key_jwt).

    :raises ClientInvalid: for an invalid id, name of a scope, or employer
    :raises PublicKeyInvalid: for a key that is none, or too weak
    :raises ClientIdTaken: for an id that is in use
    """
    client = OAuthClient(
        client_id=check_client_id(command.client_id), kind=ClientKind.PROGRAM, name=command.name,
        redirect_uris=[], post_logout_redirect_uris=[],
        scopes=list(check_scopes(command.scopes, has_employers=bool(command.policy_numbers))), version=1, access_generation=1,
        created_at=session.clock.now())
    add_keys(session, client, command.public_key)
    set_employers(session, client, command.policy_numbers)
    session.add(client)
    flush_unique(session, {"pk_oauth_client": ClientIdTaken(
        "client.id_taken", "Er is al een programma met deze naam.", field="client_id")})
    record(session, SecurityEventKind.CLIENT_CREATED, account_id=None, actor_id=actor.account_id, client_id=client.client_id,
           scopes=list(client.scopes), employers=[one.employer_id for one in client.employers])
    return client


def add_keys(session: Session, client: OAuthClient, text: str) -> list[str]:
    """Add the keys of a text; returns their ids.

    :raises TooManyKeys: if there would be more than two
    """
    added = []
    for public in read_public_keys(text):
        if public["kid"] in {key.kid for key in client.keys}:
            continue
        ensure_room_for_key(len(client.keys))
        client.keys.append(OAuthClientKey(kid=public["kid"], public=public, added_at=session.clock.now()))
        added.append(public["kid"])
    return added


def set_employers(session: Session, client: OAuthClient, policy_numbers: tuple[str, ...]) -> None:
    """Replace the employers of a program by those of the policies.

    :raises ClientInvalid: for an unknown policy
    """
    found = select(Policy).where(Policy.policy_number.in_(policy_numbers))
    employer_of = {policy.policy_number: policy.employer_id for policy in session.scalars(found)}
    if unknown := [number for number in policy_numbers if number not in employer_of]:
        raise ClientInvalid("client.policy_unknown", f"Wij kennen geen polis {unknown[0]}.", field="policy_numbers")
    present = {one.employer_id: one for one in client.employers}
    client.employers = [present.get(one) or OAuthClientEmployer(employer_id=one) for one in sorted(set(employer_of.values()))]
