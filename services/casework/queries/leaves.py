"""Maternity, parental and unpaid leave in a case, and what it does to the count of sick days (domain.md §2.2)."""
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from services.casework import store
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.dossiers import get_dossier
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.sickness import ONE_DAY, CompositeCase
from shared.kernel.vocabulary import LeaveKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveInCase:
    """Leave that begins before the case ends, both days included.

    :ivar days_not_counted: calendar days of reported sickness that the count leaves out; the plan moves by as many days
    """

    leave_id: str
    kind: LeaveKind
    start: date
    end: date
    days_not_counted: int


def list_leaves(session: Session, *, actor: Actor, absence_number: str) -> list[LeaveInCase]:
    """The leave in the case of an absence, oldest first.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    file = load_case(session, absence_number)
    first, last = file.absences[0].first_sick_day, _last_day(file)
    rows = session.scalars(select(store.Leave).where(
        store.Leave.employee_id == dossier.employee_id, store.Leave.cancelled.is_(False), store.Leave.end >= first,
        store.Leave.start <= last).order_by(store.Leave.start))
    without_leave = CompositeCase(file.case.spells)
    return [LeaveInCase(leave_id=row.leave_id, kind=LeaveKind(row.kind), start=row.start, end=row.end,
                        days_not_counted=_not_counted(row, without_leave)) for row in rows]


def _last_day(file: CaseFile) -> date:
    """The last day of the case, the last of all days while it runs."""
    latest = file.absences[-1]
    if latest.end_of_service is not None:
        return latest.end_of_service
    return latest.recovered_on - ONE_DAY if latest.recovered_on else date.max


def _not_counted(leave: store.Leave, without_leave: CompositeCase) -> int:
    if leave.kind != LeaveKind.MATERNITY:
        return 0
    return without_leave.index(leave.end) - without_leave.index(leave.start - ONE_DAY)
