"""Allocate what a liable party paid, the employer's own loss first, and reopen it after a correction (§5.3, R-6 of §5.4)."""
from collections.abc import Collection

from sqlalchemy import select

from services.claims import publishing, store
from services.claims.domain.recourse.recourse import RecourseStatus, Relation, StepIncomplete, may_subrogate, reopen
from services.claims.domain.recourse.recourse_amounts import Allocation, Reallocation
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.kernel.percentage import Percentage
from shared.messaging.outbox import publish

MAY_REOPEN = (RecourseStatus.ALLOCATED, RecourseStatus.CLOSED)


def allocate_receipts(session: Session, file: store.RecourseFile) -> None:
    """Keep an allocation with its differences from the one before; the first differs from nothing.

    :raises StepIncomplete: ``recourse.nothing_received``
    """
    found = _allocation(session, file)
    if found is None:
        raise StepIncomplete("recourse.nothing_received", "Boek eerst wat er is ontvangen.", field="to")
    before = file.allocations[-1] if file.allocations else None
    nothing = Allocation(ZERO, ZERO, ZERO, ZERO)
    change = Reallocation(_value(before) if before is not None else nothing, found)
    damage = store.load_damage(session, file)
    row = store.RecourseAllocation(
        number=len(file.allocations) + 1, allocated_on=session.clock.today(), wage=found.wage, reintegration=found.reintegration,
        benefits=damage.benefits if damage else ZERO, uninsured=damage.uninsured if damage else ZERO, employer=found.employer,
        insurer=found.insurer, employer_difference=change.employer_difference, insurer_difference=change.insurer_difference)
    file.allocations.append(row)
    publish(session, publishing.recourse_allocated(file, row))


def reopen_allocations(session: Session, composite_ids: Collection[str]) -> None:
    """Put an allocation before Claims again that corrected benefits make wrong; nothing is divided without a person."""
    files = session.scalars(select(store.RecourseFile).where(store.RecourseFile.composite_id.in_(composite_ids))
                            .order_by(store.RecourseFile.recourse_id).with_for_update())
    for file in files.all():
        if file.status in MAY_REOPEN and file.allocations and _allocation(session, file) != _value(file.allocations[-1]):
            file.status = reopen(RecourseStatus(file.status))
            file.note(store.RecourseAct.REOPENED, at=session.clock.now(), on=session.clock.today())
            publish(session, publishing.recourse_status_changed(file))


def _allocation(session: Session, file: store.RecourseFile) -> Allocation | None:
    damage = store.load_damage(session, file)
    if damage is None or file.accepted_pct is None or not file.received:
        return None
    relation = file.relation or Relation.UNRELATED
    return damage.allocate(file.received, Percentage.of(file.accepted_pct),
                           subrogation=may_subrogate(relation, fault_bars_cover=file.fault_bars_cover))


def _value(row: store.RecourseAllocation) -> Allocation:
    return Allocation(row.wage, row.reintegration, row.employer, row.insurer)
