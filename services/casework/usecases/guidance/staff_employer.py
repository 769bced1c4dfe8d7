"""Assign a company doctor, labour expert or VRA adviser to an employer or to one case, and end that (domain.md §7.5)."""
from dataclasses import dataclass
from datetime import date

from services.casework import store
from services.casework.domain.guidance.reach import StaffingRole
from services.casework.store.staff.reach import list_staffing, lock_assignments
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict, NotFound, RuleViolated, ensure_version


@dataclass(frozen=True, kw_only=True)
class StaffingOrder:
    """Who is assigned from which day; without an absence number, to all cases of the employer."""

    role: StaffingRole
    account_id: str
    valid_from: date
    absence_number: str | None = None


def staff_employer(session: Session, *, actor: Actor, employer_id: str, command: StaffingOrder,
                   version: int | None = None) -> store.Staffing:
    """Assign somebody; from then on the employer is reached by the assigned ones of that role only.

    :param version: how many rows the actor knew of; None not to check
    :raises Stale: if there are more since
    :raises RuleViolated: ``staffing.unknown_account`` if the account has not that role
    :raises NotFound: ``dossier.not_found`` for a case of another employer
    :raises Conflict: ``staffing.already_assigned``
    """
    lock_assignments(session)
    known = list_staffing(session, employer_id)
    ensure_version(version, len(known))
    member = session.get(store.StaffMember, command.account_id)
    if member is None or not member.has_role(command.role):
        raise RuleViolated("staffing.unknown_account", "Deze medewerker heeft deze rol niet.", field="account_id")
    case_number = _case_of(session, employer_id, command.absence_number)
    if any((row.account_id, row.role, row.case_number) == (command.account_id, command.role, case_number)
           and row.valid_until is None for row in known):
        raise Conflict("staffing.already_assigned", "Deze medewerker is hier al aan toegewezen.", field="account_id")
    row = store.Staffing(
        staffing_id=new_id(), employer_id=employer_id, case_number=case_number, role=command.role,
        account_id=command.account_id, valid_from=command.valid_from, valid_until=None, recorded_at=session.clock.now(),
        recorded_by=actor.account_id)
    session.add(row)
    session.flush()
    return row


def _case_of(session: Session, employer_id: str, absence_number: str | None) -> str | None:
    if absence_number is None:
        return None
    dossier = session.get(store.Dossier, absence_number)
    if dossier is None or dossier.employer_id != employer_id:
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    return dossier.case_number or absence_number


def end_staffing(session: Session, *, employer_id: str, staffing_id: str, valid_until: date) -> store.Staffing:
    """Set the last day of an assignment.

    :raises NotFound: ``staffing.not_found``
    :raises RuleViolated: ``staffing.end_before_start``
    """
    row = session.get(store.Staffing, staffing_id)
    if row is None or row.employer_id != employer_id:
        raise NotFound("staffing.not_found", "Deze toewijzing bestaat niet.")
    if valid_until < row.valid_from:
        raise RuleViolated("staffing.end_before_start", "De laatste dag ligt voor de eerste.", field="valid_until")
    row.valid_until = valid_until
    session.flush()
    return row
