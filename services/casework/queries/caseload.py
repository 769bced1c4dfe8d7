"""How much is overdue in all dossiers together, for whoever watches over the platform."""
from sqlalchemy import select

from services.casework import store
from services.casework.domain.plan.planning import overdue
from services.casework.store.casefiles import load_cases
from shared.db.session import Session


def count_overdue(session: Session) -> int:
    """The steps of open dossiers that somebody should have done by today; a case of several absences counts once."""
    today = session.clock.today()
    opened = dict(session.execute(select(store.Dossier.absence_number, store.Dossier.employee_id).where(
        store.Dossier.closed_on.is_(None))).all())
    return sum(1 for file in load_cases(session, opened.values()) if any(number in opened for number in file.numbers)
               for _ in overdue(file.plan(today)))
