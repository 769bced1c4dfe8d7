"""Record that a session is in use, for the idle limit and the list of sessions."""
from sqlalchemy import update

from services.identity.store import Device, Login
from shared.db.session import Session


def touch_session(session: Session, *, login_id: str) -> None:
    """Set the time of the last use; no effect if the session has ended."""
    now = session.clock.now()
    used = update(Login).where(Login.id == login_id).values(used_at=now).returning(Login.device_id)
    device_id = session.scalars(used).one_or_none()
    if device_id:
        session.execute(update(Device).where(Device.id == device_id).values(last_used_at=now))
