"""Notify VRA of milestones that are more than fourteen days overdue (R-059), once per milestone."""
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from services.casework import store
from services.casework.domain.plan.milestone import Status
from services.casework.domain.vra.vra import STAGNATION_OVERDUE_DAYS, is_stagnating
from services.casework.store.steps import ORDER, has_status
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.events.casework import NoticeKind

SUBJECT = func.concat_ws(" ", store.Step.case_number, store.Step.code, store.Step.occurrence)
"""Names a milestone in a notice."""


def list_stagnating(session: Session, today: date) -> list[str]:
    """Return the open dossiers, one per case, with a long overdue milestone without a notice to VRA."""
    query = (
        select(store.Dossier.absence_number)
        .where(store.Dossier.closed_on.is_(None), store.Dossier.case_number.in_(_unreported(today)))
        .ext(distinct_on(store.Dossier.case_number))
        .order_by(store.Dossier.case_number, store.Dossier.absence_number))
    return list(session.scalars(query))


def detect_stagnation(session: Session, *, absence_number: str, today: date) -> None:
    """Notify VRA of each long overdue milestone of the case without a notice."""
    dossier = session.get_one(store.Dossier, absence_number)
    milestones = _unreported(today).with_only_columns(store.Step, SUBJECT).where(store.Step.case_number == dossier.case_number)
    for milestone, subject in session.execute(milestones.order_by(*ORDER)).all():
        if is_stagnating([milestone.value.on(today)], today=today):
            raise_vra_notice(session, dossier, NoticeKind.STAGNATION, subject)


def _unreported(today: date) -> Select[str]:
    """The cases with long overdue milestones without a notice."""
    told = select(store.VraNotice).where(
        store.VraNotice.kind == NoticeKind.STAGNATION, store.VraNotice.employee_id == store.Case.employee_id,
        store.VraNotice.subject == SUBJECT)
    return (
        select(store.Step.case_number)
        .join(store.Case, store.Case.case_number == store.Step.case_number)
        .where(store.Step.in_caseload, has_status(Status.OVERDUE, today), ~told.exists(),
               store.Step.due_on < today - timedelta(days=STAGNATION_OVERDUE_DAYS)))
