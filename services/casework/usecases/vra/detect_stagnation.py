"""Tell VRA of cases in which a milestone is more than fourteen days overdue (R-059), once per milestone."""
from datetime import date

from sqlalchemy import select

from services.casework import store
from services.casework.domain.plan.planning import overdue
from services.casework.domain.vra.vra import is_stagnating
from services.casework.store.casefiles import CaseFile, load_cases
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.events.casework import NoticeKind


def detect_stagnation(session: Session, *, today: date) -> int:
    """Look through every open dossier.

    :returns: how many notices were raised
    """
    dossiers = session.scalars(select(store.Dossier).where(store.Dossier.closed_on.is_(None))).all()
    case_of = {number: file for file in load_cases(session, {dossier.employee_id for dossier in dossiers})
               for number in file.numbers}
    return sum(_look(session, dossier, case_of[dossier.absence_number], today) for dossier in dossiers)


def _look(session: Session, dossier: store.Dossier, file: CaseFile, today: date) -> int:
    stagnating = [f"{file.numbers[0]} {row.code} {row.occurrence}" for row in overdue(file.plan(today))
                  if is_stagnating([row], today=today)]
    if not stagnating:
        return 0
    known = set(session.scalars(select(store.VraNotice.subject).where(
        store.VraNotice.employee_id == dossier.employee_id, store.VraNotice.kind == NoticeKind.STAGNATION)))
    return sum(raise_vra_notice(session, dossier, NoticeKind.STAGNATION, subject)
               for subject in stagnating if subject not in known)
