"""Book what a liable party paid (domain.md §5.2, §5.3)."""
from datetime import date
from decimal import Decimal

from services.claims import publishing, store
from services.claims.domain.recourse.recourse import (
    FOR_RECEIPTS,
    RecourseStatus,
    StepIncomplete,
    TransitionNotAllowed,
)
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


def book_receipt(session: Session, *, actor: Actor, absence_number: str, amount: Decimal, received_on: date | None = None,
                 version: int | None = None) -> store.RecourseFile:
    """Add a receipt to a settled file; an allocation that was made before is to be made again.

    :param amount: euros, above zero
    :param received_on: None means today
    :raises NotFound: ``recourse.not_found``
    :raises Stale: if the file was changed since `version`
    :raises TransitionNotAllowed: if the parties did not settle
    """
    file = store.get_recourse_file(session, absence_number, actor, lock=True)
    ensure_version(version, file.version)
    if file.status not in FOR_RECEIPTS:
        raise TransitionNotAllowed("recourse.not_settled", "Boek een ontvangst nadat u heeft geschikt.", field="status")
    today = session.clock.today()
    day = received_on or today
    if day > today:
        raise StepIncomplete("recourse.received_later", "De ontvangst ligt na vandaag.", field="received_on")
    is_moved = file.status != RecourseStatus.PAID
    file.status = RecourseStatus.PAID
    file.note(store.RecourseAct.RECEIVED, at=session.clock.now(), on=day, by=actor.account_id, amount=amount)
    if is_moved:
        publish(session, publishing.recourse_status_changed(file))
    return file
