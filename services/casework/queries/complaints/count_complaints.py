"""Figures of the complaint desk over a period (features N4)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, func, or_, select

from services.casework import store
from services.casework.domain.complaints.complaint import ComplaintSubject, Outcome
from shared.db.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFigures:
    """Complaints that were received in a period, both days included.

    :ivar answered_in_time: answered on or before the last day, an extension included
    :ivar overdue: not answered, while the last day has passed
    :ivar share_in_time: percentage, one decimal, of those that are answered or overdue; None without one
    """

    received: int
    answered_in_time: int
    answered_late: int
    overdue: int
    extended: int
    subjects: Mapping[str, int]
    outcomes: Mapping[str, int]

    @property
    def share_in_time(self) -> Decimal | None:
        """Percentage answered in time."""
        due = self.answered_in_time + self.answered_late + self.overdue
        return round(Decimal(100 * self.answered_in_time) / due, 1) if due else None


def count_complaints(session: Session, *, start: date, end: date) -> ComplaintFigures:
    """Count them, in two statements."""
    table, today = store.Complaint, session.clock.today()
    of_period = table.received_on.between(start, end)
    waits = and_(table.answered_on.is_(None), or_(table.outcome.is_(None), table.outcome != Outcome.WITHDRAWN))
    kinds = (table.answered_on <= table.due_on, table.answered_on > table.due_on, and_(waits, table.due_on < today),
             table.extension_reason.is_not(None))
    row = session.execute(select(func.count(), *(func.count().filter(kind) for kind in kinds)).where(of_period)).one()
    grouped = session.execute(select(table.subject, table.outcome, func.count()).where(of_period).group_by(
        table.subject, table.outcome)).all()
    return ComplaintFigures(
        received=row[0], answered_in_time=row[1], answered_late=row[2], overdue=row[3], extended=row[4],
        subjects={one.value: sum(number for subject, _, number in grouped if subject == one) for one in ComplaintSubject},
        outcomes={one.value: sum(number for _, outcome, number in grouped if outcome == one) for one in Outcome})
