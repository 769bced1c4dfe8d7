"""An absence reaches 104 weeks: 728 sick days, whatever the calendar says."""
from datetime import date, timedelta

from sqlalchemy import select

from services.absence import store
from services.absence.domain.composition import case_of
from services.absence.publishing import about, maternity_leaves
from shared.db.session import Session
from shared.events.absence import AbsenceCorrected
from shared.kernel.sickness import WEEKS_104
from shared.kernel.vocabulary import AbsenceStatus
from shared.messaging.outbox import publish


def reach_term(session: Session, *, today: date) -> int:
    """Mark the open absences whose 728th sick day has passed.

    :returns: how many
    """
    candidates = session.scalars(select(store.Absence).where(
        store.Absence.status.in_(store.OPEN),
        store.Absence.composite_first_sick_day <= today - timedelta(days=WEEKS_104)).with_for_update())
    reached = [absence for absence in candidates if _index(session, absence, today) > WEEKS_104]
    for absence in reached:
        absence.status = AbsenceStatus.TERM_REACHED
        absence.sequence += 1
        session.flush()
        publish(session, AbsenceCorrected(**about(absence), affects_from=today))  # type: ignore[arg-type]
    return len(reached)


def _index(session: Session, absence: store.Absence, day: date) -> int:
    spells = [a.spell for a in store.list_absences_of(session, absence.employee_id)]
    return case_of(absence.absence_number, spells, maternity_leaves(session, absence.employee_id)).index(day)
