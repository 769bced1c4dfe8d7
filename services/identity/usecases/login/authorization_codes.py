"""Authorization codes: a minute long, good once; a second use ends the tokens that the first one gave."""
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, update

from services.identity.hashing import digest
from services.identity.store import AuthorizationCode
from services.identity.usecases.tokens.refresh_tokens import new_family, revoke_family
from shared.db.session import Session

CODE_TTL = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class NewAuthorizationCode:
    """A code as it was just made, with what its tokens will say."""

    code: str = field(repr=False)
    client_id: str
    account_id: str
    login_id: str
    redirect_uri: str | None
    scope: str
    nonce: str | None
    code_challenge: str
    auth_time: int
    amr: tuple[str, ...]


def save_authorization_code(session: Session, *, command: NewAuthorizationCode, now: datetime) -> None:
    """Keep the digest of a code."""
    session.add(AuthorizationCode(
        digest=digest(command.code), client_id=command.client_id, account_id=command.account_id,
        login_id=command.login_id, redirect_uri=command.redirect_uri, scope=command.scope, nonce=command.nonce,
        code_challenge=command.code_challenge, code_challenge_method="S256", auth_time=command.auth_time,
        amr=list(command.amr), expires_at=now + CODE_TTL))


def redeem_authorization_code(session: Session, *, code: str, client_id: str, now: datetime) -> AuthorizationCode | None:
    """Use a code up and name the family of its tokens; None if it is not good.

    One statement decides, so two requests cannot both be the first.
    """
    row = session.get(AuthorizationCode, digest(code))
    if row is None or row.client_id != client_id:
        return None
    mine = (AuthorizationCode.digest == row.digest, AuthorizationCode.used_family.is_(None),
            AuthorizationCode.expires_at >= now)
    won = session.execute(update(AuthorizationCode).where(*mine).values(used_family=new_family())
                          .returning(AuthorizationCode.digest)).first()
    session.refresh(row)
    if won:
        return row
    if row.used_family:
        revoke_family(session, family=row.used_family, now=now)
    return None


def is_nonce_used(session: Session, *, client_id: str, nonce: str) -> bool:
    """Whether the client sent this nonce before."""
    found = select(AuthorizationCode.digest).where(
        AuthorizationCode.client_id == client_id, AuthorizationCode.nonce == nonce)
    return session.scalars(found).first() is not None
