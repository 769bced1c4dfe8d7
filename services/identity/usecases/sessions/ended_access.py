"""Ends some of an account's sessions; `usecases.tokens.revoke_access` ends one or all."""
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from services.identity.domain.login.login import LoginStep, session_end
from services.identity.store import Account, Device, Login, RefreshToken
from services.identity.usecases.sessions.devices import end_trust
from services.identity.usecases.tokens.revoke_access import end_session
from shared.db.session import Session
from shared.events.identity import RevocationReason


def end_persistent_sessions(session: Session, account_id: str, *, reason: RevocationReason, now: datetime,
                            but: str | None = None) -> None:
    """End the sessions of devices that stay signed in, which a change of rights, address or factors revokes (R-173).

    :param but: id of a session that continues
    :param now: the machine's time, which tokens use
    """
    staying = select(Login.id).where(Login.account_id == account_id, Login.stays, Login.id.is_distinct_from(but))
    _end(session, account_id, session.scalars(staying).all(), reason, now)
    end_trust(session, account_id)


def end_other_access(session: Session, account: Account, login: Login, now: datetime) -> None:
    """End all sessions of the account but one, which no longer outlives the day; for a changed password.

    :param login: the session that has just been proven by both factors, and continues
    """
    others = select(Login.id).where(Login.account_id == account.id, Login.id != login.id)
    _end(session, account.id, session.scalars(others).all(), RevocationReason.PASSWORD_CHANGED, now)
    end_trust(session, account.id)
    if login.step == LoginStep.SIGNED_IN:
        login.stays, login.expires_at = False, session_end(session.clock.now(), stays=False)
        session.execute(update(RefreshToken).where(RefreshToken.login_id == login.id, RefreshToken.revoked_at.is_(None)).values(
            stays=False, auth_time=int(now.timestamp()), expires_at=session_end(now, stays=False)))


def forget(session: Session, device: Device, now: datetime) -> None:
    """Delete a device and end its sessions."""
    on_device = select(Login.id).where(Login.device_id == device.id)
    _end(session, device.account_id, session.scalars(on_device).all(), RevocationReason.SESSION_ENDED, now)
    session.delete(device)


def _end(session: Session, account_id: str, login_ids: Iterable[str], reason: RevocationReason, now: datetime) -> None:
    for login_id in login_ids:
        end_session(session, account_id=account_id, login_id=login_id, reason=reason, now=now)
