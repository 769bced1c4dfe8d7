"""After a month has ended: calculate it for every case that ran in it (R-086)."""
from sqlalchemy import select

from services.claims import store
from services.claims.usecases.benefits.calculate_case import calculate_case
from shared.db.session import Session
from shared.kernel.month import Month


def calculate_month(session: Session, *, month: Month) -> int:
    """Calculate the cases that were open in the month.

    :returns: number of cases
    """
    rows = session.execute(select(store.Absence.composite_id, store.Absence.state)).all()
    running = sorted({composite_id for composite_id, state in rows if _ran_in(state, month)})
    for composite_id in running:
        calculate_case(session, composite_id=composite_id)
    return len(running)


def _ran_in(state: dict[str, str | None], month: Month) -> bool:
    recovered_on = state.get("recovered_on")
    begun = str(state["first_sick_day"]) <= month.last.isoformat()
    return begun and state["status"] != "CANCELLED" and (recovered_on is None or recovered_on >= month.first.isoformat())
