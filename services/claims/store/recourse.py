"""Recourse files with their steps and allocations, and orders to VRA; at most one file and order per composite case."""
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from services.claims.domain.recourse.gross_wage import gross_wage_loss
from services.claims.domain.recourse.limitation import EventKind, Limitation, limitation_of
from services.claims.domain.recourse.recourse import RecourseStatus, Relation, due_on
from services.claims.domain.recourse.recourse_amounts import Damage, MonthLoss
from services.claims.store.absences import Absence
from services.claims.store.base import Base, Percentage
from services.claims.store.benefits import Benefit
from services.claims.store.cases import load_case
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.kernel.refusals import NotFound

LEGAL_AID = "legal_aid"


class RecourseAct(StrEnum):
    """What was done with a file."""

    OPENED = "OPENED"
    MOVED = "MOVED"
    LIABLE_PARTY = "LIABLE_PARTY"
    STATED = "STATED"
    RECEIVED = "RECEIVED"
    INTERRUPTED = "INTERRUPTED"
    BROKEN_OFF = "BROKEN_OFF"
    ALARM = "ALARM"
    REOPENED = "REOPENED"


class RecourseFile(Base):
    """A recovery from a liable third party, in euros and percent; it says nothing about the injury (domain.md §5.2).

    :ivar event_kind: None until it is known
    :ivar known_on: day on which damage and liable person were known; None means the day of the event
    :ivar is_vulnerable: whether the employee was a cyclist or pedestrian hit by a motor vehicle
    :ivar is_referred: whether it was ever referred to legal aid, which then reads it
    :ivar limitation_on: the earlier of both terms
    :ivar due_on: the day by which Claims has to act next
    :ivar net_loss: net wage paid without work; the damage was not stated while it is None
    :ivar net_lost: net wage that the employee would have lost
    :ivar reintegration_uninsured: part of the re-integration costs that the employer bore
    :ivar gross_paid: what the employer paid gross; None means the whole wage of the sick days
    :ivar loss_through: last month that the damage covers
    """

    __tablename__ = "recourse_file"
    __table_args__ = (Index("ix_recourse_file_limitation", "limitation_on", "recourse_id"),
                      Index("ix_recourse_file_due", "due_on", "recourse_id"))
    recourse_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    composite_id: Mapped[str] = mapped_column(String(20), unique=True)
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[int]
    status: Mapped[str] = mapped_column(String(24))
    cause: Mapped[str | None] = mapped_column(String(24))
    event_kind: Mapped[str | None] = mapped_column(String(16))
    event_on: Mapped[date]
    known_on: Mapped[date | None]
    police_report: Mapped[bool | None]
    is_vulnerable: Mapped[bool]
    is_referred: Mapped[bool]
    contact_due_on: Mapped[date]
    contacted_on: Mapped[date | None]
    claim_until: Mapped[date]
    direct_action_until: Mapped[date | None]
    limitation_on: Mapped[date]
    due_on: Mapped[date]
    liable_name: Mapped[str | None] = mapped_column(String(120))
    liable_insurer: Mapped[str | None] = mapped_column(String(120))
    liable_plate: Mapped[str | None] = mapped_column(String(12))
    liable_reference: Mapped[str | None] = mapped_column(String(60))
    relation: Mapped[Relation | None] = mapped_column(String(32))
    fault_bars_cover: Mapped[bool]
    accepted_pct: Mapped[Percentage | None]
    net_loss: Mapped[Decimal | None]
    net_lost: Mapped[Decimal | None]
    victim_own: Mapped[Decimal | None]
    reintegration_costs: Mapped[Decimal | None]
    reintegration_uninsured: Mapped[Decimal | None]
    gross_paid: Mapped[Decimal | None]
    loss_through: Mapped[str | None] = mapped_column(String(7))
    steps: Mapped[list["RecourseStep"]] = relationship(order_by="RecourseStep.number", cascade="all, delete-orphan")
    allocations: Mapped[list["RecourseAllocation"]] = relationship(
        order_by="RecourseAllocation.number", cascade="all, delete-orphan")

    @property
    def received(self) -> Decimal:
        """What the liable party paid, in euros."""
        return sum((step.amount for step in self.steps if step.act == RecourseAct.RECEIVED and step.amount), ZERO)

    @property
    def limitation(self) -> Limitation:
        """Both terms after all interruptions."""
        return limitation_of(
            kind=EventKind(self.event_kind) if self.event_kind else None, event_on=self.event_on,
            known_on=self.known_on or self.event_on, interrupted_on=self._days(RecourseAct.INTERRUPTED),
            broken_off_on=self._days(RecourseAct.BROKEN_OFF))

    def _days(self, act: RecourseAct) -> list[date]:
        return [step.on for step in self.steps if step.act == act]

    def note(self, act: RecourseAct, *, at: datetime, on: date, by: str | None = None, amount: Decimal | None = None,
             detail: str | None = None) -> None:
        """Keep what was done, and follow it in the version, the terms and the day of the next act.

        :param by: account of a person; None for the platform itself
        """
        self.steps.append(RecourseStep(number=len(self.steps) + 1, act=act, status=self.status, at=at, on=on, by=by,
                                       amount=amount, detail=detail))
        self.version += 1
        terms = self.limitation
        self.claim_until, self.direct_action_until, self.limitation_on = terms.claim_until, terms.direct_action_until, terms.on
        self.due_on = due_on(RecourseStatus(self.status), contact_due_on=self.contact_due_on,
                             limitation_on=terms.next_after(at.date()))


class RecourseStep(Base):
    """One act in a file, with the status after it.

    :ivar on: the day that it is about, such as that of a receipt or a letter
    :ivar detail: a code: the cause of a withdrawal, or the term of an alarm
    """

    __tablename__ = "recourse_step"
    recourse_id: Mapped[str] = mapped_column(ForeignKey("recourse_file.recourse_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    on: Mapped[date]
    by: Mapped[str | None] = mapped_column(String(80))
    amount: Mapped[Decimal | None]
    detail: Mapped[str | None] = mapped_column(String(40))


class RecourseAllocation(Base):
    """An allocation of what was received; a reopened one is followed by another with the differences (R-6 of §5.4)."""

    __tablename__ = "recourse_allocation"
    recourse_id: Mapped[str] = mapped_column(ForeignKey("recourse_file.recourse_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    allocated_on: Mapped[date]
    wage: Mapped[Decimal]
    reintegration: Mapped[Decimal]
    benefits: Mapped[Decimal]
    uninsured: Mapped[Decimal]
    employer: Mapped[Decimal]
    insurer: Mapped[Decimal]
    employer_difference: Mapped[Decimal]
    insurer_difference: Mapped[Decimal]


def get_recourse_file(session: Session, absence_number: str, actor: Actor, *, lock: bool = False) -> RecourseFile:
    """The file of the case to which an absence belongs.

    :raises NotFound: if there is none, it is another employer's, or it was not referred to this legal aid
    """
    case = select(Absence.composite_id).where(Absence.absence_number == absence_number).scalar_subquery()
    query = select(RecourseFile).where(or_(RecourseFile.composite_id == case, RecourseFile.absence_number == absence_number))
    query = query.options(selectinload(RecourseFile.steps), selectinload(RecourseFile.allocations))
    query = query.order_by((RecourseFile.composite_id == case).desc().nulls_last()).limit(1)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None or not actor.may_see(found.employer_id) or (actor.roles == {LEGAL_AID} and not found.is_referred):
        raise NotFound("recourse.not_found", "Dit verhaalsdossier bestaat niet.")
    return found


def load_damage(session: Session, file: RecourseFile) -> Damage | None:
    """The stated damage with the benefits of its months; None until it is stated."""
    if file.net_loss is None or file.loss_through is None:
        return None
    benefits = session.scalar(select(func.coalesce(func.sum(Benefit.total), ZERO)).where(
        Benefit.composite_id == file.composite_id, Benefit.is_latest, Benefit.month <= file.loss_through))
    gross = file.gross_paid
    if gross is None:
        case = load_case(session, file.composite_id)
        known = case.facts if case is not None else None
        gross = gross_wage_loss(known, through=Month.parse(file.loss_through)) if known is not None else ZERO
    loss = MonthLoss(paid_net=file.net_loss, lost_net=file.net_lost or ZERO, victim_own=file.victim_own or ZERO)
    return Damage(
        loss=loss, reintegration_costs=file.reintegration_costs or ZERO,
        reintegration_uninsured=file.reintegration_uninsured or ZERO, gross_wage_loss=gross, benefits=benefits or ZERO)


class VraOrder(Base):
    """The order to VRA (R-064)."""

    __tablename__ = "vra_order"
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    order_id: Mapped[str] = mapped_column(String(36))
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    issued_on: Mapped[date]
