"""Derive the read model of figures from the facts; the one place that writes it."""
from collections.abc import Iterable

from services.casework.store.figures.stretches import write_all_stretches, write_stretches
from shared.db.session import Session


def refresh_stretches(session: Session, employee_ids: Iterable[str]) -> None:
    """Write the stretches of these employees again, because a fact of theirs changed."""
    session.flush()
    write_stretches(session, sorted(set(employee_ids)))


def rebuild_stretches(session: Session) -> None:
    """Write the read model of all employees again."""
    session.flush()
    write_all_stretches(session)
