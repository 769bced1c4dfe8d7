"""An employer says whether it bears the risk of ZW or WGA itself (R-159)."""
from sqlalchemy import select

from services.casework import store
from services.casework.domain.departure.own_risk import OwnRisk
from services.casework.usecases.departure.advise_following import advise_following
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.kernel.vocabulary import AbsenceStatus


def set_own_risk(session: Session, *, actor: Actor, command: OwnRisk, version: int | None = None) -> store.OwnRiskBearer:
    """Record the risks of the actor's employer; the plans of employees who left sick follow.

    :param version: of what the actor read, 0 for nothing; None not to check
    :raises Stale: if it was changed since
    """
    assert actor.employer_id is not None
    row = session.get(store.OwnRiskBearer, actor.employer_id, with_for_update=True)
    if row is None:
        row = store.OwnRiskBearer(employer_id=actor.employer_id, version=0)
        session.add(row)
    ensure_version(version, row.version)
    row.zw, row.wga = command.zw, command.wga
    row.version, row.recorded_at, row.recorded_by = row.version + 1, session.clock.now(), actor.account_id
    session.flush()
    left = session.scalars(select(store.Dossier).where(
        store.Dossier.employer_id == actor.employer_id, store.Dossier.closed_reason == AbsenceStatus.LEFT_SERVICE)).all()
    for dossier in left:
        advise_following(session, dossier)
    refresh_steps(session, [dossier.employee_id for dossier in left])
    return row
