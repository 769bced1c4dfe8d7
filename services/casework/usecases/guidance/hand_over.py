"""Assign another casemanager to an employer (R-023)."""
from datetime import date, timedelta

from services.casework import store
from services.casework.store.staff.reach import list_assignments, lock_assignments
from services.casework.usecases.guidance.assign_team import choose_consultant
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict, NotFound, RuleViolated, ensure_version


def hand_over(session: Session, *, actor: Actor, employer_id: str, casemanager_id: str,
              valid_from: date, version: int | None = None) -> store.Assignment:
    """End the present assignment the day before and start the new one, so that every date has exactly one.

    :param version: how many assignments the actor knew of; None not to check
    :raises Stale: if there are more since
    :raises RuleViolated: if the account is no casemanager
    :raises Conflict: ``casemanager.already_assigned`` if another assignment starts on that date or later
    """
    member = session.get(store.StaffMember, casemanager_id)
    if member is None or not member.is_casemanager or member.blocked:
        raise RuleViolated("casemanager.unknown", "Deze casemanager bestaat niet.", field="casemanager_id")
    lock_assignments(session)
    known = list_assignments(session, employer_id)
    if not known:
        raise NotFound("employer.not_found", "Dit bedrijf bestaat niet.")
    ensure_version(version, len(known))
    present = known[-1]
    if valid_from <= present.valid_from:
        raise Conflict("casemanager.already_assigned", "Op deze datum heeft het bedrijf al een casemanager.",
                       field="valid_from")
    present.valid_until = valid_from - timedelta(days=1)
    session.flush()
    consultant = present.consultant_id
    if consultant == casemanager_id:
        consultant = choose_consultant(session, employer_id, beside=casemanager_id)
    assignment = store.Assignment(assignment_id=new_id(), employer_id=employer_id, casemanager_id=casemanager_id,
                                  consultant_id=consultant, valid_from=valid_from, valid_until=None)
    session.add(assignment)
    session.flush()
    return assignment
