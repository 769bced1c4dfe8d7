"""Notify VRA of milestones that are more than fourteen days overdue (R-059), once per milestone."""
from datetime import date

from sqlalchemy import func, select

from services.casework import store
from services.casework.domain.vra.stagnation import StagnationRule
from services.casework.domain.vra.vra import is_stagnating, subject
from services.casework.store.dossiers import lock_dossiers_of
from services.casework.store.steps import list_steps_of
from services.casework.store.vra.notices import stagnation_subjects
from services.casework.usecases.plan.refresh_steps import refresh_steps
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.kernel.vocabulary import NoticeKind


def list_stagnating(session: Session, today: date) -> list[str]:
    """Return the open dossiers, one per case, with a long overdue milestone without a notice to VRA."""
    query = (
        select(func.min(store.Dossier.absence_number))
        .join(store.Case, store.Case.case_number == store.Dossier.case_number)
        .where(store.Case.is_open, store.Case.stagnates_on <= today, store.Dossier.closed_on.is_(None))
        .group_by(store.Dossier.case_number))
    return list(session.scalars(query))


def detect_stagnation(session: Session, *, absence_number: str, today: date) -> None:
    """Notify VRA of each long overdue milestone of the case without a notice."""
    dossier = session.get_one(store.Dossier, absence_number)
    lock_dossiers_of(session, dossier.employee_id)
    case = session.get(store.Case, dossier.case_number, populate_existing=True)
    if case is None or not case.is_open:
        return
    noticed = stagnation_subjects(session, [dossier.employee_id])
    for step in list_steps_of(session, case.case_number):
        about = subject(case.case_number, step)
        if about not in noticed and is_stagnating([step.on(today)], today=today):
            raise_vra_notice(session, dossier, NoticeKind.STAGNATION, about, rule=StagnationRule.MILESTONE_OVERDUE)
    refresh_steps(session, [dossier.employee_id])
