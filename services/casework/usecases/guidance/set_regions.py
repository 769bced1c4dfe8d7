"""Set the regions in which a consultant works (R-030)."""
from collections.abc import Iterable

from services.casework import store
from services.casework.domain.guidance.regions import Region
from services.casework.store.staff.reach import lock_assignments
from services.casework.usecases.guidance.assign_waiting import assign_waiting
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound, ensure_version


def set_regions(session: Session, *, actor: Actor, consultant_id: str, regions: Iterable[Region],
                version: int | None = None) -> store.ConsultantRegions:
    """Replace the regions, none for the whole country; employers without a consultant are then assigned, others stay.

    :param version: of the regions that the actor read; None not to check
    :raises Stale: if they were changed since
    :raises NotFound: ``consultant.not_found``
    """
    lock_assignments(session)
    member = session.get(store.StaffMember, consultant_id)
    if member is None or not member.is_consultant or member.blocked:
        raise NotFound("consultant.not_found", "Deze consultant bestaat niet.")
    row = session.get(store.ConsultantRegions, consultant_id)
    if row is None:
        row = store.ConsultantRegions(consultant_id=consultant_id, version=0)
        session.add(row)
    ensure_version(version, row.version)
    row.regions, row.version = sorted(set(regions)), row.version + 1
    row.recorded_at, row.recorded_by = session.clock.now(), actor.account_id
    session.flush()
    assign_waiting(session)
    return row
