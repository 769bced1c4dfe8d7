"""The steps to do for the employers of a member of staff, what was mailed about them, and what is escalated (R-024, R-046)."""
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from services.casework import store
from services.casework.domain.plan.milestone import Party
from services.casework.queries.activities import Activity, Reminded, page_of_steps
from services.casework.store.plan.reminders import is_escalated, list_reminders
from services.casework.store.staff.reach import is_reached
from services.casework.store.steps import count_passed, is_open
from shared.db.session import Session
from shared.kernel.actor import Actor

PARTIES = {"company_doctor": Party.COMPANY_DOCTOR, "labour_expert": Party.LABOUR_EXPERT}
DUTIES = {Party.COMPANY_DOCTOR: store.Case.doctor_days, Party.LABOUR_EXPERT: store.Case.expert_days}
"""Where the last days of a party's unsettled steps stand; all of them are duties."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """A page of open steps, with the counts of all of them."""

    items: Sequence[Activity]
    next: str | None
    open: int
    overdue: int
    escalated: int


def get_caseload(session: Session, *, actor: Actor, escalated: bool, cursor: str | None, limit: int) -> Caseload:
    """Open steps for the employers of a casemanager or consultant; a doctor or expert sees their own steps there.

    :param escalated: whether to list only steps that stayed undone after a reminder, those of a closed dossier too
    """
    today = session.clock.today()
    parties = {PARTIES[role] for role in actor.roles if role in PARTIES}
    reached = select(store.Step).where(*is_reached(
        actor, today, employer=store.Step.employer_id, case=store.Step.case_number))
    reached = reached.where(store.Step.responsible.in_(parties)) if parties else reached
    late = reached.where(store.Step.settled.is_(None), is_escalated())
    shown = page_of_steps(session, late if escalated else reached.where(store.Step.in_caseload, is_open(today)), cursor, limit,
                          only_open=not escalated)
    opened, overdue = _counts(session, parties, today, *is_reached(
        actor, today, employer=store.Case.employer_id, case=store.Case.case_number))
    return Caseload(_with_reminders(session, shown.items), shown.next, opened, overdue, _number_of(session, late))


def count_overdue(session: Session) -> int:
    """Number of overdue steps of open cases; a case of several absences counts once."""
    return _counts(session, (), session.clock.today())[1]


def _with_reminders(session: Session, activities: Sequence[Activity]) -> list[Activity]:
    mails: dict[tuple[str, str, int], list[store.StepReminder]] = defaultdict(list)
    for row in list_reminders(session, (activity.case_number for activity in activities)):
        mails[row.case_number, row.code, row.occurrence].append(row)
    return [replace(activity, reminded=_reminded(mails[activity.case_number, activity.step.code, activity.step.occurrence]))
            for activity in activities]


def _reminded(rows: Sequence[store.StepReminder]) -> Reminded | None:
    if not rows:
        return None
    escalated_on = min((row.sent_on for row in rows if row.escalated), default=None)
    return Reminded(len(rows), max(row.sent_on for row in rows), escalated_on)


def _number_of(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _counts(session: Session, parties: Iterable[Party], today: date, *own: ColumnElement[bool]) -> tuple[int, int]:
    """Numbers of open and overdue steps, from the ordered days stored with each open case."""
    duties = [DUTIES[party] for party in parties]
    late = _sum(count_passed(days, today) for days in duties or [store.Case.duty_days])
    opened = _sum(func.cardinality(days) for days in duties or [store.Case.duty_days])
    if not duties:
        opened = opened + func.cardinality(store.Case.lapsing_days) - count_passed(store.Case.lapsing_days, today)
    query = select(func.coalesce(func.sum(opened), 0), func.coalesce(func.sum(late), 0)).where(store.Case.is_open)
    row = session.execute(query.where(*own)).one()
    return int(row[0]), int(row[1])


def _sum(counts: Any) -> ColumnElement[int]:
    first, *rest = counts
    for each in rest:
        first = first + each
    return first  # type: ignore[no-any-return]
