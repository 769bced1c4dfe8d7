"""An absence reaches its term of 104 weeks, counted as 728 sick days."""
from datetime import date, timedelta

from sqlalchemy import select

from services.absence import store
from services.absence.domain.composition import case_of
from services.absence.publishing import corrected
from shared.db.session import Session
from shared.kernel.vocabulary import AbsenceStatus
from shared.law.sickness import shortest_wage_days, wage_days
from shared.messaging.outbox import publish


def list_near_term(session: Session, day: date) -> list[str]:
    """Numbers of the open absences that may have passed their term, by calendar days."""
    absence = store.Absence
    return list(session.scalars(select(absence.absence_number).where(
        absence.status.in_(store.OPEN), absence.composite_first_sick_day <= day - timedelta(days=shortest_wage_days()))))


def reach_term(session: Session, *, absence_number: str, today: date) -> bool:
    """Mark an open absence whose last sick day with a right to wage has passed.

    :returns: whether it was marked
    """
    absence = session.get(store.Absence, absence_number, with_for_update=True)
    if absence is None or absence.status not in store.OPEN or not _has_passed(session, absence, today):
        return False
    absence.status = AbsenceStatus.TERM_REACHED
    absence.sequence += 1
    session.flush()
    publish(session, corrected(absence, affects_from=today))
    return True


def _has_passed(session: Session, absence: store.Absence, day: date) -> bool:
    spells = [a.spell for a in store.list_absences_of(session, absence.employee_id)]
    case = case_of(absence.absence_number, spells, store.list_maternity_leaves(session, absence.employee_id))
    return case.index(day) > wage_days(case)
