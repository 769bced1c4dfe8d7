"""Queries of a person's own sessions and devices."""
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from services.identity.domain.login.login import LoginStep
from services.identity.store import Account, Device, Login
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser that is signed in.

    :ivar stays: whether it stays signed in without an idle limit (R-173)
    :ivar is_this: whether the request comes from this session
    """

    id: str
    started_at: datetime | None
    used_at: datetime | None
    ends_at: datetime
    stays: bool
    address: str | None
    agent: str | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A browser on which the account has signed in.

    :ivar trusted_until: until when it stays signed in; None if the person did not choose that
    :ivar is_this: whether the request comes from this device
    """

    id: str
    agent: str | None
    first_used_at: datetime
    last_used_at: datetime
    trusted_until: datetime | None
    is_this: bool


def list_sessions(session: Session, *, actor: Actor, idle: timedelta) -> Page[SessionView]:
    """The sessions of the actor's own account that are still signed in, the latest used first."""
    now = session.clock.now()
    live = select(Login).where(
        Login.account_id == actor.account_id, Login.step == LoginStep.SIGNED_IN, Login.expires_at > now,
        or_(Login.stays, Login.used_at > now - idle)).order_by(Login.used_at.desc(), Login.id).limit(MOST_SHOWN)
    return Page([SessionView(row.id, row.authenticated_at, row.used_at, row.expires_at, row.stays, row.address, row.agent,
                             row.id == actor.session_id) for row in session.scalars(live)], None)


def list_devices(session: Session, *, actor: Actor) -> Page[DeviceView]:
    """The devices of the actor's own account, the latest used first."""
    now, this = session.clock.now(), session.get(Login, actor.session_id) if actor.session_id else None
    known = select(Device).where(Device.account_id == actor.account_id).order_by(Device.last_used_at.desc(), Device.id)
    return Page([DeviceView(
        row.id, row.agent, row.first_used_at, row.last_used_at,
        row.trusted_until if row.trusted_until and row.trusted_until > now else None,
        this is not None and row.id == this.device_id) for row in session.scalars(known.limit(MOST_SHOWN))], None)


def must_change_password(session: Session, *, account_id: str) -> bool:
    """Whether an account that was in use got a temporary password, which must be changed before anything else (R-193)."""
    found = select(Account.id).where(
        Account.id == account_id, Account.temporary_until.is_not(None), Account.activated_at.is_not(None))
    return session.scalars(found).one_or_none() is not None
