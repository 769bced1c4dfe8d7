"""Finds the open dossiers in which a rule of stagnation hits, in one statement per rule."""
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, cast, func, select

from services.casework.domain.vra.stagnation import StagnationRule, doctor_codes, latest_before_hit
from services.casework.store.copies import Absence, AbsenceMutation, Leave
from services.casework.store.dossiers import Completion, Dossier
from services.casework.store.vra.notices import VraNotice
from shared.db.session import Session
from shared.kernel.vocabulary import LeaveKind, NoticeKind


class Hit(NamedTuple):
    """A rule that hits in a dossier.

    :ivar subject: names the rule and the day of the last event, so that VRA is notified once about each standstill
    """

    absence_number: str
    rule: StagnationRule
    subject: str


def find_hits(session: Session, today: date, absence_number: str | None = None) -> Iterator[Hit]:
    """Find the hits of which VRA was not notified, of all open dossiers or of one; none during a maternity leave."""
    for rule, last in _LAST.items():
        query = _hits(rule, last, today)
        if absence_number is not None:
            query = query.where(Dossier.absence_number == absence_number)
        for number, subject in session.execute(query):
            yield Hit(number, rule, subject)


def _hits(rule: StagnationRule, last: ColumnElement[date], today: date) -> Select[str, str]:
    subject = func.concat(Dossier.case_number, f" {rule} ", cast(last, String))
    noticed = select(VraNotice.notice_id).where(
        VraNotice.employee_id == Dossier.employee_id, VraNotice.kind == NoticeKind.STAGNATION, VraNotice.subject == subject)
    on_leave = select(Leave.leave_id).where(
        Leave.employee_id == Dossier.employee_id, Leave.kind == LeaveKind.MATERNITY, Leave.cancelled.is_(False),
        Leave.start <= today, Leave.end >= today)
    return select(Dossier.absence_number, subject).join(Absence, Absence.absence_number == Dossier.absence_number).where(
        Dossier.closed_on.is_(None), Dossier.case_number.is_not(None), last <= latest_before_hit(rule, today),
        ~noticed.exists(), ~on_leave.exists()).order_by(Dossier.absence_number)


def _completed(*codes: str) -> ColumnElement[Any]:
    """The last day on which a step of the case was completed, one of these codes if there are any."""
    of_case = Dossier.__table__.alias("of_case")
    query = select(func.max(Completion.completed_on)).join(of_case, of_case.c.absence_number == Completion.absence_number).where(
        of_case.c.case_number == Dossier.case_number)
    return (query.where(Completion.code.in_(codes)) if codes else query).correlate(Dossier).scalar_subquery()


_CHANGED = select(func.max(AbsenceMutation.effective_on)).where(
    AbsenceMutation.absence_number == Dossier.absence_number).correlate(Dossier).scalar_subquery()
_LAST: dict[StagnationRule, ColumnElement[date]] = {
    StagnationRule.NO_DOCTOR_CONTACT: func.greatest(Absence.first_sick_day, _completed(*doctor_codes())),
    StagnationRule.NO_ACTIVITY: func.greatest(Absence.first_sick_day, _completed(), _CHANGED),
    StagnationRule.PERCENTAGE_UNCHANGED: func.greatest(Absence.first_sick_day, _CHANGED),
}
"""By rule, the day of the last event; the first sick day if there was none."""
