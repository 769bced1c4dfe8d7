"""After a month has ended: calculate it for every case that ran in it (R-086)."""
from services.claims import store
from services.claims.usecases.benefits.calculate_cases import calculate_cases
from shared.db.session import Session
from shared.kernel.month import Month

SLICE = 500
"""Cases that are read and calculated together."""


def calculate_month(session: Session, *, month: Month) -> int:
    """Calculate the cases that were open in the month.

    :returns: number of cases
    """
    running = list(session.scalars(store.running_cases(month).order_by(store.Absence.composite_id)))
    for start in range(0, len(running), SLICE):
        composite_ids = running[start:start + SLICE]
        store.lock_cases(session, composite_ids)
        calculate_cases(session, composite_ids, store.load_cases(session, composite_ids))
    return len(running)
