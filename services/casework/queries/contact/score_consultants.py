"""The score of each consultant: contacts made before their clock ended, by period (features idea 12)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from services.casework import store
from services.casework.domain.contact.clock import CONTACT_CODES
from services.casework.domain.contact.score import Score
from services.casework.domain.plan.milestone import Status
from services.casework.store.staff.reach import is_reached
from shared.db.session import Session
from shared.kernel.actor import Actor

CONSULTANT = "absence_consultant"


@dataclass(frozen=True, slots=True)
class ConsultantScore:
    """A consultant with the score; the name is None for an account of before names were published."""

    consultant_id: str
    name: str | None
    score: Score


def score_consultants(session: Session, *, actor: Actor, start: date, end: date) -> Sequence[ConsultantScore]:
    """Scores over the contacts whose clock ended in a period, both days included, by account.

    A contact counts for the consultant to whom the employer was assigned on the last day of the term. One that lapsed, because
    the employee recovered before, does not count, nor one whose clock still runs. A consultant sees the own score alone.
    """
    step, team, today = store.Step, store.Assignment, session.clock.today()
    in_time, late = step.completed_on <= step.last_on, step.completed_on > step.last_on
    missed = step.settled.is_(None)
    counts = (func.count().filter(one) for one in (in_time, late, missed))
    query = select(store.StaffMember.account_id, store.StaffMember.name, *counts).join(
        team, and_(team.employer_id == step.employer_id, team.valid_from <= step.due_on,
                   or_(team.valid_until.is_(None), team.valid_until >= step.due_on))).join(
        store.StaffMember, store.StaffMember.account_id == team.consultant_id).where(
        step.code.in_(CONTACT_CODES), step.last_on.between(start, end), or_(step.settled == Status.DONE, and_(
            missed, step.last_on < today, step.passed == Status.OVERDUE)),
        *is_reached(actor, today, employer=step.employer_id, case=None))
    if CONSULTANT in actor.roles:
        query = query.where(team.consultant_id == actor.account_id)
    rows = session.execute(query.group_by(store.StaffMember.account_id).order_by(store.StaffMember.account_id))
    return [ConsultantScore(row[0], row[1], Score(in_time=row[2], late=row[3], missed=row[4])) for row in rows]
