"""Bring a recourse file to its next status, with what is then known of the event and of the accepted liability (§5.2)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.claims import publishing, store
from services.claims.domain.recourse.limitation import EventKind
from services.claims.domain.recourse.recourse import (
    RecourseStatus,
    StepIncomplete,
    WithdrawalCause,
    accepted_share,
    advance,
    bar,
    contact_due_on,
)
from services.claims.domain.recourse.recourse_amounts import motorist_liability_floor
from services.claims.usecases.recourse.allocate_receipts import allocate_receipts
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.percentage import Percentage
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step to a status; what is None stays as it is.

    :ivar accepted_pct: of a partial acknowledgement
    :ivar cause: of a withdrawal
    """

    to: RecourseStatus
    event_on: date | None = None
    event_kind: EventKind | None = None
    accepted_pct: Decimal | None = None
    cause: WithdrawalCause | None = None


def move_file(session: Session, *, actor: Actor, absence_number: str, command: Move,
              version: int | None = None) -> store.RecourseFile:
    """Take one step; an allocation divides what was received.

    :param version: of the file that the actor read; None not to check
    :raises NotFound: ``recourse.not_found``
    :raises Stale: if the file was changed since
    :raises TransitionNotAllowed: if the step does not follow on the present status
    :raises StepIncomplete: if data of the step are missing or contradict the file
    :raises NotYetBarred: if the file is to be barred while its claim runs
    """
    file = store.get_recourse_file(session, absence_number, actor, lock=True)
    ensure_version(version, file.version)
    present, to, today = RecourseStatus(file.status), command.to, session.clock.today()
    if command.event_on is not None and command.event_on > today:
        raise StepIncomplete("recourse.event_in_future", "De gebeurtenis ligt na vandaag.", field="event_on")
    file.event_on = command.event_on or file.event_on
    file.known_on = None if file.known_on is None else max(file.known_on, file.event_on)
    file.event_kind = command.event_kind or file.event_kind
    if to is RecourseStatus.TIME_BARRED:
        file.status = bar(present, limitation_on=file.limitation.claim_until, today=today)
    else:
        file.status = advance(present, to)
    share = accepted_share(to, command.accepted_pct, floor=_floor(session, file))
    file.accepted_pct = file.accepted_pct if share is None else share
    _follow(session, file, command, today)
    file.note(store.RecourseAct.MOVED, at=session.clock.now(), on=today, by=actor.account_id, detail=file.cause)
    publish(session, publishing.recourse_status_changed(file))
    return file


def _follow(session: Session, file: store.RecourseFile, command: Move, today: date) -> None:
    """Do what belongs to the status that the file now has."""
    if command.to is RecourseStatus.CONTACTED:
        file.contacted_on = today
    elif command.to is RecourseStatus.REPORTED:
        file.contact_due_on, file.contacted_on, file.cause = contact_due_on(today), None, None
    elif command.to is RecourseStatus.REFERRED_LEGAL_AID:
        file.is_referred = True
    elif command.to is RecourseStatus.WITHDRAWN:
        file.cause = command.cause or WithdrawalCause.NOT_PURSUED
    elif command.to is RecourseStatus.NEGOTIATION and file.net_loss is None:
        raise StepIncomplete("recourse.not_stated", "Stel eerst de schade vast.", field="to")
    elif command.to is RecourseStatus.ALLOCATED:
        allocate_receipts(session, file)


def _floor(session: Session, file: store.RecourseFile) -> Percentage | None:
    """The least share of a motorist towards a cyclist or pedestrian of this age on the day of the event; None otherwise."""
    if not file.is_vulnerable or file.event_kind not in (EventKind.TRAFFIC, None):
        return None
    employee = session.get_one(store.Employee, file.employee_id)
    months = (file.event_on.year - employee.birth_date.year) * 12 + file.event_on.month - employee.birth_date.month
    had_birthday = add_months(employee.birth_date, months) <= file.event_on
    return motorist_liability_floor((months if had_birthday else months - 1) // 12)
