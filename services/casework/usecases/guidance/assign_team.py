"""Assign a fixed casemanager and a consultant of its region to an employer (R-023, R-030)."""
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from services.casework import store
from services.casework.store.staff.reach import find_assignment, lock_assignments
from services.casework.store.staff.regions import find_region, list_available_consultants
from shared.db.session import Session
from shared.kernel.ids import new_id


def assign_team(session: Session, employer_id: str) -> store.Assignment | None:
    """Return today's assignment; a new one goes to the casemanager with the fewest employers.

    :returns: None while there is no casemanager
    """
    today = session.clock.today()
    assignment = find_assignment(session, employer_id, today)
    if assignment is not None and (
            assignment.consultant_id or choose_consultant(session, employer_id, beside=assignment.casemanager_id) is None):
        return assignment
    lock_assignments(session)
    assignment = find_assignment(session, employer_id, today)
    if assignment is None:
        casemanager = _least_busy(session, _casemanagers(session), store.Assignment.casemanager_id)
        if casemanager is None:
            return None
        assignment = store.Assignment(assignment_id=new_id(), employer_id=employer_id, casemanager_id=casemanager,
                                      consultant_id=None, valid_from=today, valid_until=None)
        session.add(assignment)
    if assignment.consultant_id is None:
        assignment.consultant_id = choose_consultant(session, employer_id, beside=assignment.casemanager_id)
    session.flush()
    return assignment


def choose_consultant(session: Session, employer_id: str, *, beside: str) -> str | None:
    """The active consultant of the employer's region with the fewest employers, other than its casemanager (§7.5).

    :returns: None if there is none; the employer then waits in the list of employers without a consultant
    """
    region = find_region(session, employer_id)
    others = [name for name in list_available_consultants(session, region) if name != beside]
    return _least_busy(session, others, store.Assignment.consultant_id)


def _casemanagers(session: Session) -> Sequence[str]:
    return session.scalars(select(store.StaffMember.account_id).where(
        store.StaffMember.is_casemanager, store.StaffMember.blocked.is_(False))).all()


def _least_busy(session: Session, names: Iterable[str],
                column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]) -> str | None:
    counts = dict(session.execute(
        select(column, func.count()).where(store.Assignment.valid_until.is_(None)).group_by(column)).all())
    return min(names, key=lambda name: (counts.get(name, 0), name), default=None)
