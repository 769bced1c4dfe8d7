"""The devices of an account: recognised by a cookie, optionally signed in for 30 days (R-173)."""
import secrets
from dataclasses import dataclass, field

from sqlalchemy import select, update

from services.identity.domain.login.login import STAY_TTL
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import digest
from services.identity.origin import current_origin
from services.identity.store import Account, Device, queue_notice, record
from shared.db.session import Session
from shared.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device row, and the value of its cookie."""

    row: Device
    token: str = field(repr=False)


def find_device_id(session: Session, account_id: str, token: str | None) -> str | None:
    """The id of the browser's device if the account has signed in with it before, or None."""
    device = _find_device(session, account_id, token) if token else None
    return device.id if device else None


def _find_device(session: Session, account_id: str, token: str) -> Device | None:
    found = select(Device).where(Device.account_id == account_id, Device.token_digest == digest(token))
    return session.scalars(found).one_or_none()


def remember_device(session: Session, account: Account, token: str | None, *, stays: bool) -> KnownDevice:
    """Record that the account signed in with the browser of the request.

    :param token: the browser's device cookie; without one the device gets a new cookie
    :param stays: whether the person chose to stay signed in; False ends an earlier choice
    """
    token = token or secrets.token_urlsafe(32)
    now, device = session.clock.now(), _find_device(session, account.id, token)
    if device is None:
        device = Device(id=new_id(), account_id=account.id, token_digest=digest(token), first_used_at=now)
        session.add(device)
    device.agent, device.last_used_at = current_origin().agent, now
    if stays and device.trusted_until is None:
        queue_notice(session, NoticeKind.DEVICE_TRUSTED, account.id)
    device.trusted_until = now + STAY_TTL if stays else None
    if stays:
        record(session, SecurityEventKind.DEVICE_TRUSTED, account_id=account.id, actor_id=account.id,
               employer_id=account.employer_id, device_id=device.id)
    session.flush()
    return KnownDevice(device, token)


def end_trust(session: Session, account_id: str) -> None:
    """Let no device of the account stay signed in any more."""
    session.execute(update(Device).where(Device.account_id == account_id).values(trusted_until=None))
