"""An employer records what it agreed about holidays above the statutory ones (R-169, R-170)."""
from services.casework import store
from services.casework.domain.leave.holiday_accrual import ExtraArrangement
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version


def set_holiday_arrangement(session: Session, *, actor: Actor, command: ExtraArrangement,
                            version: int | None = None) -> store.HolidayArrangement:
    """Record the arrangement of the actor's employer, in place of the one before it.

    :param version: of the arrangement that the actor read, 0 for none; None not to check
    :raises Stale: if it was changed since
    """
    assert actor.employer_id is not None
    row = session.get(store.HolidayArrangement, actor.employer_id, with_for_update=True)
    if row is None:
        row = store.HolidayArrangement(employer_id=actor.employer_id, version=0)
        session.add(row)
    ensure_version(version, row.version)
    row.days_per_year, row.rule, row.source = command.days_per_year, command.rule, command.source
    row.version, row.recorded_at, row.recorded_by = row.version + 1, session.clock.now(), actor.account_id
    session.flush()
    return row
