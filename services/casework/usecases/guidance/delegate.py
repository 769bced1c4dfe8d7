"""A company doctor delegates medical tasks to an absence consultant, and withdraws that (R-027)."""
from sqlalchemy import select

from services.casework import store
from services.casework.domain.guidance.delegation import AlreadyDelegated, NotYourDelegation
from services.casework.store.staff.delegations import find_delegation
from services.casework.store.staff.reach import lock_assignments
from services.casework.usecases.guidance.assign_waiting import assign_waiting
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import NotFound, RuleViolated


def delegate(session: Session, *, actor: Actor, consultant_id: str) -> store.Delegation:
    """Take a consultant under the actor, a company doctor; employers of the region without one are assigned to the consultant.

    A consultant whom the actor has already stays as it is.

    :raises RuleViolated: ``delegation.unknown_consultant`` if the account is no consultant in use, or is the doctor's own
    :raises AlreadyDelegated: if the consultant works under another doctor
    """
    lock_assignments(session)
    member = session.get(store.StaffMember, consultant_id)
    if member is None or not member.is_consultant or member.blocked or consultant_id == actor.account_id:
        raise RuleViolated("delegation.unknown_consultant", "Kies een verzuimconsultant.", field="consultant_id")
    present = find_delegation(session, consultant_id)
    if present is not None:
        if present.doctor_id != actor.account_id:
            raise AlreadyDelegated
        return present
    _end_of_left_doctor(session, consultant_id)
    row = store.Delegation(delegation_id=new_id(), consultant_id=consultant_id, doctor_id=actor.account_id,
                           began_at=session.clock.now(), ended_at=None)
    session.add(row)
    session.flush()
    assign_waiting(session)
    return row


def _end_of_left_doctor(session: Session, consultant_id: str) -> None:
    """End the delegation of a doctor who left, which is no longer in force."""
    open_row = session.scalar(select(store.Delegation).where(
        store.Delegation.consultant_id == consultant_id, store.Delegation.ended_at.is_(None)))
    if open_row is not None:
        open_row.ended_at = session.clock.now()
        session.flush()


def withdraw_delegation(session: Session, *, actor: Actor, delegation_id: str) -> store.Delegation:
    """End a delegation at once; one that has ended keeps its end.

    :raises NotFound: ``delegation.not_found``
    :raises NotYourDelegation: if another doctor gave it
    """
    row = session.get(store.Delegation, delegation_id, with_for_update=True)
    if row is None:
        raise NotFound("delegation.not_found", "Deze delegatie bestaat niet.")
    if row.doctor_id != actor.account_id:
        raise NotYourDelegation
    row.ended_at = row.ended_at or session.clock.now()
    session.flush()
    return row
