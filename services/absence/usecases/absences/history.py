"""The history of an absence: what was recorded, by whom, when, and the replaced value."""
from typing import Any

from services.absence import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def record(session: Session, absence: store.Absence, kind: str, actor: Actor, *, old: dict[str, Any] | None = None,
           new: dict[str, Any] | None = None) -> None:
    """Add an entry; values are converted to JSON."""
    session.add(entry(session, absence.absence_number, kind, actor, old=old, new=new))


def entry(session: Session, absence_number: str, kind: str, actor: Actor, *, old: dict[str, Any] | None = None,
          new: dict[str, Any] | None = None) -> store.HistoryEntry:
    """Build an entry with the present time, without storing it."""
    return store.HistoryEntry(
        entry_id=new_id(), absence_number=absence_number, recorded_at=session.clock.now(), actor_id=actor.account_id,
        kind=kind, old=_plain(old), new=_plain(new))


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {name: None if v is None else str(v) for name, v in values.items()}
