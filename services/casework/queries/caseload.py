"""How much is overdue in all dossiers together, for whoever watches over the platform."""
from sqlalchemy import select

from services.casework import casefile, store
from services.casework.domain.plan.planning import overdue
from shared.db.session import Session


def count_overdue(session: Session) -> int:
    """The steps of open dossiers that somebody should have done by today; a case of several absences counts once."""
    today = session.clock.today()
    numbers = session.scalars(select(store.Dossier.absence_number).where(store.Dossier.closed_on.is_(None))).all()
    files = {file.numbers[0]: file for file in (casefile.load_by_number(session, number) for number in numbers)}
    return sum(1 for file in files.values() for _ in overdue(file.plan(today)))
