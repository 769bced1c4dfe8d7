"""The open steps of cases, for lists of dossiers."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ARRAY, String, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from services.casework.domain.plan.milestone import Code, Milestone, Status
from services.casework.domain.plan.protocol import protocol
from services.casework.store.steps import Case, Step, count_passed, has_status, is_open
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class OpenSteps:
    """By case number: the first open step, the first one due from today, and the number of overdue steps.

    :ivar late_reviews: the cases with an overdue review of the doctor
    """

    next: dict[str, Milestone]
    coming: dict[str, Milestone]
    overdue: dict[str, int]
    late_reviews: frozenset[str]


def first_open_steps(session: Session, case_numbers: Iterable[str], today: date) -> OpenSteps:
    """Return the open steps of these cases, in three statements."""
    numbers, is_coming = set(case_numbers), Step.due_on >= today
    in_plan_order = func.array_position(cast([str(code) for code in protocol().kinds], ARRAY(String)), Step.code)
    firsts = select(Step).where(Step.case_number.in_(numbers), is_open(today)).ext(distinct_on(Step.case_number, is_coming))
    rows = session.scalars(firsts.order_by(Step.case_number, is_coming, Step.due_on, in_plan_order, Step.occurrence)).all()
    coming = {row.case_number: row.value.on(today) for row in rows if row.due_on >= today}
    behind = {row.case_number: row.value.on(today) for row in rows if row.due_on < today}
    late = select(Case.case_number, count_passed(Case.duty_days, today)).where(Case.case_number.in_(numbers))
    reviews = select(Step.case_number).where(
        Step.case_number.in_(numbers), Step.code == Code.M05B, Step.in_caseload, has_status(Status.OVERDUE, today))
    return OpenSteps(coming | behind, coming, {row[0]: row[1] for row in session.execute(late)},
                     frozenset(session.scalars(reviews)))
