"""Settle a dispute of an employee's data: they were corrected, or are right for a reason (R-016)."""
from services.absence import store
from services.absence.domain.data_dispute import RejectionReason, check_settlement
from services.absence.publishing import dispute_settled
from services.absence.usecases.absences.changing import changed_value, complete_correction
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound, ensure_version
from shared.kernel.vocabulary import AbsenceStatus, DisputeOutcome
from shared.messaging.outbox import publish


def settle_dispute(session: Session, *, actor: Actor, dispute_id: str, outcome: DisputeOutcome,
                   reason_code: RejectionReason | None = None, version: int | None = None) -> store.DataDispute:
    """Record the outcome; the absence with which the dispute was raised counts as confirmed from now on.

    :param version: of the employee that the actor read; None not to check
    :raises Stale: if the employee's data changed since
    :raises NotFound: if there is none, or it is another employer's
    :raises Conflict: if it was settled before
    :raises RuleViolated: if a rejection has no reason
    """
    row = session.get(store.DataDispute, dispute_id, with_for_update=True)
    if row is None or not actor.may_see(row.employer_id):
        raise NotFound("dispute.not_found", "Deze melding over gegevens bestaat niet.")
    check_settlement(row.outcome, outcome, reason_code)
    row.outcome, row.reason_code = outcome, reason_code
    row.settled_at, row.settled_by = session.clock.now(), actor.account_id
    employee = store.get_employee(session, row.employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    absence = session.get_one(store.Absence, row.absence_number, populate_existing=True)
    if absence.data_dispute and absence.status != AbsenceStatus.CANCELLED:
        absence.data_dispute = False
        complete_correction(session, absence, employee, actor=actor, kind="CORRECTION",
                            changes=[changed_value("data_dispute", True, False)], affects_from=absence.first_sick_day)
    publish(session, dispute_settled(row, outcome))
    return row
