"""Take back a full recovery, so that the absence runs on (domain.md §15.3, §15.5)."""
from services.absence import store
from services.absence.domain import intake
from services.absence.domain.states import Act, check_recovered
from services.absence.usecases.absences.changing import changed_value, complete_correction, others_of, take
from shared.db.session import Session
from shared.kernel.actor import Actor


def withdraw_recovery(session: Session, *, actor: Actor, absence_number: str, version: int | None = None) -> store.Absence:
    """Remove the full recovery; partial recoveries from after it have effect again.

    :raises NotRecovered: if there is none
    :raises Overlaps: if the employee was reported sick again afterwards
    """
    absence, employee = take(session, actor=actor, absence_number=absence_number, act=Act.WITHDRAW_RECOVERY, version=version)
    recovered_on = check_recovered(absence.recovered_on)
    absence.recovered_on = absence.recovery_reported_on = None
    intake.check_apart(absence.spell, [each.spell for each in others_of(session, absence)])
    complete_correction(session, absence, employee, actor=actor, kind="RECOVERY_WITHDRAWN",
                        changes=[changed_value("recovered_on", recovered_on, None)], affects_from=recovered_on)
    return absence
