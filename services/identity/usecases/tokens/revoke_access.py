"""Revoke access tokens before they expire: every service refuses them within seconds, by event (I14).

Called within the use case that blocks an account, changes its rights, ends a session or revokes a token. `now` is the
machine's time, which tokens use.
"""
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, CalendarFeed, Device, Login, OAuthClient, RefreshToken, get_account, record
from services.identity.usecases.sessions.devices import end_trust
from shared.db.session import Session
from shared.events.identity import AccessRevoked, RevocationReason, RevokedKind
from shared.messaging.outbox import publish
from shared.messaging.revocation.recording import keep_revocation


def revoke_access(session: Session, account: Account, *, reason: RevocationReason, now: datetime) -> None:
    """Refuse all access tokens that the account has; its sessions continue with new tokens, which hold its present rights.

    :param account: locked
    """
    account.access_generation += 1
    _revoke(session, AccessRevoked(
        account_id=account.id, kind=RevokedKind.ACCOUNT, subject_id=account.id, generation=account.access_generation,
        reason=reason, revoked_at=now))


def end_all_access(session: Session, account: Account, *, reason: RevocationReason, now: datetime) -> None:
    """End all sessions and calendar addresses of the account, and refuse all its tokens: the owner must sign in again everywhere.

    :param account: locked
    """
    session.execute(delete(Login).where(Login.account_id == account.id))
    end_trust(session, account.id)
    session.execute(delete(CalendarFeed).where(CalendarFeed.account_id == account.id))
    _revoke_refresh_tokens(session, RefreshToken.account_id == account.id, now)
    revoke_access(session, account, reason=reason, now=now)


def end_session(session: Session, *, account_id: str, login_id: str, reason: RevocationReason, now: datetime) -> bool:
    """End one session of an account, and refuse its tokens; its device no longer stays signed in, other devices do.

    :param login_id: of the login, which is `sid` in its tokens
    :returns: whether it had not ended before
    """
    get_account(session, account_id, lock=True)
    on_device = select(Login.device_id).where(Login.id == login_id).scalar_subquery()
    session.execute(update(Device).where(Device.id == on_device).values(trusted_until=None))
    session.execute(delete(Login).where(Login.id == login_id))
    _revoke_refresh_tokens(session, RefreshToken.login_id == login_id, now)
    return _revoke(session, AccessRevoked(
        account_id=account_id, kind=RevokedKind.SESSION, subject_id=login_id, reason=reason, revoked_at=now))


def revoke_grant(session: Session, *, account_id: str, login_id: str, client_id: str, now: datetime) -> None:
    """End the session whose refresh token a client gives back.

    :param client_id: the client that asks for it
    """
    if end_session(session, account_id=account_id, login_id=login_id, reason=RevocationReason.TOKEN_REVOKED, now=now):
        record(session, SecurityEventKind.TOKEN_REVOKED, actor_id=client_id, account_id=account_id, client_id=client_id)


def revoke_client_access(session: Session, client: OAuthClient, *, reason: RevocationReason, now: datetime) -> None:
    """Refuse all access tokens that a program has.

    :param client: locked
    """
    client.access_generation += 1
    _revoke(session, AccessRevoked(
        account_id=client.client_id, kind=RevokedKind.ACCOUNT, subject_id=client.client_id,
        generation=client.access_generation, reason=reason, revoked_at=now))


def revoke_token(session: Session, *, account_id: str, token_id: str, client_id: str, now: datetime) -> None:
    """Refuse one access token.

    :param account_id: its subject
    :param token_id: its `jti`
    :param client_id: the client that asks for it
    """
    is_new = _revoke(session, AccessRevoked(
        account_id=account_id, kind=RevokedKind.TOKEN, subject_id=token_id, reason=RevocationReason.TOKEN_REVOKED,
        revoked_at=now))
    if is_new:
        record(session, SecurityEventKind.TOKEN_REVOKED, actor_id=client_id,
               account_id=None if account_id == client_id else account_id, client_id=client_id)


def _revoke_refresh_tokens(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    session.execute(update(RefreshToken).where(which).values(revoked_at=now, rotated=False))


def _revoke(session: Session, event: AccessRevoked) -> bool:
    """Store and publish a revocation; returns whether it is new."""
    is_new = keep_revocation(session, event)
    if is_new:
        publish(session, event)
    return is_new
