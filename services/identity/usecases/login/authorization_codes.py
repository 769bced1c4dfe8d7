"""Authorization codes: valid for a minute and one use; a second use ends the session."""
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, update

from services.identity.hashing import digest
from services.identity.store import AuthorizationCode, Login, hold_account
from services.identity.usecases.tokens.refresh_tokens import new_family
from services.identity.usecases.tokens.revoke_access import end_session
from shared.db.session import Session
from shared.events.identity import RevocationReason

CODE_TTL = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class NewAuthorizationCode:
    """A new code, with the claims of its tokens."""

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
    stays: bool = False


def save_authorization_code(session: Session, *, command: NewAuthorizationCode, now: datetime) -> None:
    """Store the digest of a code."""
    session.add(AuthorizationCode(
        digest=digest(command.code), client_id=command.client_id, account_id=command.account_id,
        login_id=command.login_id, redirect_uri=command.redirect_uri, scope=command.scope, nonce=command.nonce,
        code_challenge=command.code_challenge, code_challenge_method="S256", auth_time=command.auth_time,
        amr=list(command.amr), stays=command.stays, expires_at=now + CODE_TTL))


def redeem_authorization_code(session: Session, *, code: str, client_id: str, now: datetime) -> AuthorizationCode | None:
    """Redeem a code and assign the family of its tokens; None if the code is invalid or its session has ended.

    A single statement decides, so that only one of two concurrent requests succeeds.
    """
    row = session.get(AuthorizationCode, digest(code))
    if row is None or row.client_id != client_id:
        return None
    hold_account(session, row.account_id)
    mine = (AuthorizationCode.digest == row.digest, AuthorizationCode.used_family.is_(None),
            AuthorizationCode.expires_at >= now, AuthorizationCode.login_id.in_(select(Login.id)))
    won = session.execute(update(AuthorizationCode).where(*mine).values(used_family=new_family())
                          .returning(AuthorizationCode.digest)).first()
    session.refresh(row)
    if won:
        return row
    if row.used_family:
        end_session(session, account_id=row.account_id, login_id=row.login_id, reason=RevocationReason.TOKEN_REUSED, now=now)
    return None


def is_nonce_used(session: Session, *, client_id: str, nonce: str) -> bool:
    """Whether the client has used this nonce before."""
    found = select(AuthorizationCode.digest).where(
        AuthorizationCode.client_id == client_id, AuthorizationCode.nonce == nonce)
    return session.scalars(found).first() is not None
