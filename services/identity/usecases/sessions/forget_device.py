"""Forget one of one's own devices."""
from datetime import datetime

from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Device, queue_notice, record
from services.identity.usecases.sessions.ended_access import forget
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def forget_device(session: Session, *, actor: Actor, device_id: str, now: datetime) -> None:
    """Forget a device of the actor's own account; its sessions end.

    :param now: the machine's time, which tokens use
    :raises NotFound: if there is none, or it is another account's
    """
    device = session.get(Device, device_id, with_for_update=True)
    if device is None or device.account_id != actor.account_id:
        raise NotFound("device.unknown", "Dit apparaat staat niet meer in uw lijst.")
    if device.trusted_until is not None:
        queue_notice(session, NoticeKind.DEVICE_FORGOTTEN, actor.account_id)
    forget(session, device, now)
    record(session, SecurityEventKind.DEVICE_FORGOTTEN, account_id=actor.account_id, actor_id=actor.account_id,
           employer_id=actor.employer_id, device_id=device_id)
