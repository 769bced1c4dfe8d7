"""An absence reaches 104 weeks: 728 sick days, whatever the calendar says."""
from datetime import date, timedelta

from sqlalchemy import select

from services.absence import store
from services.absence.domain.composition import case_of
from services.absence.publishing import about, maternity_leaves
from shared.db.session import Session
from shared.events.absence import AbsenceCorrected
from shared.kernel.vocabulary import AbsenceStatus
from shared.law.sickness import shortest_wage_days, wage_days
from shared.messaging.outbox import publish


def reach_term(session: Session, *, today: date) -> int:
    """Mark the open absences whose last sick day with a right to wage has passed.

    :returns: how many
    """
    candidates = session.scalars(select(store.Absence).where(
        store.Absence.status.in_(store.OPEN),
        store.Absence.composite_first_sick_day <= today - timedelta(days=shortest_wage_days())).with_for_update())
    reached = [absence for absence in candidates if _has_passed(session, absence, today)]
    for absence in reached:
        absence.status = AbsenceStatus.TERM_REACHED
        absence.sequence += 1
        session.flush()
        publish(session, AbsenceCorrected(**about(absence), affects_from=today))  # type: ignore[arg-type]
    return len(reached)


def _has_passed(session: Session, absence: store.Absence, day: date) -> bool:
    spells = [a.spell for a in store.list_absences_of(session, absence.employee_id)]
    case = case_of(absence.absence_number, spells, maternity_leaves(session, absence.employee_id))
    return case.index(day) > wage_days(case)
