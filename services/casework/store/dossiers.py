"""Dossiers with completions and accesses."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.guidance.reach import NotAssigned
from services.casework.store.base import ABSENCE_NUMBER, ACCOUNT, Base
from services.casework.store.staff.delegations import require_supervisor
from services.casework.store.staff.reach import find_emergency, is_reached
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound, ensure_version

DOSSIER = "dossier.absence_number"
ACTING = "acting"
"""Key in a session's `info` of the actor who works on a dossier."""


class Dossier(Base):
    """The dossier of one absence.

    `announced` says whether CaseOpened was published, which waits for a casemanager. `case_number` is the first absence of
    its composite case, written with the read model of steps; None until that was built for the first time. `version` rises
    with each change that a reader can see; the ETag.
    """

    __tablename__ = "dossier"
    __table_args__ = (Index("ix_dossier_employer_id_absence_number", "employer_id", "absence_number"),)
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    opened_on: Mapped[date]
    opened_at: Mapped[datetime | None]
    contact_due_on: Mapped[date]
    announced: Mapped[bool]
    closed_on: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(24))
    long_term_threat_on: Mapped[date | None]
    case_number: Mapped[str | None] = mapped_column(ABSENCE_NUMBER, index=True)
    version: Mapped[int]


class Completion(Base):
    """The completion of a step with its date, without its content; `party` if it is one part of a step of two parties."""

    __tablename__ = "completion"
    completion_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    code: Mapped[str] = mapped_column(String(30))
    completed_on: Mapped[date]
    party: Mapped[str | None] = mapped_column(String(24))
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.document_id"))
    forced_reason: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


FILE, MEDICAL, DOCUMENT, REPORT = "FILE", "MEDICAL", "DOCUMENT", "REPORT"
"""The parts of a dossier that are read; the medical file has its own store."""


class Reading(Base):
    """An access to a part of a dossier: who, in which role and when, and in an emergency why; never changed or deleted.

    `refused` is an attempt to read the medical file or a document by somebody who may not (R-026).
    """

    __tablename__ = "reading"
    reading_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    account_id: Mapped[str] = mapped_column(ACCOUNT)
    role: Mapped[str] = mapped_column(String(40))
    read_at: Mapped[datetime]
    emergency_reason: Mapped[str | None] = mapped_column(String(16))
    part: Mapped[str] = mapped_column(String(8))
    document_id: Mapped[str | None] = mapped_column(String(36))
    refused: Mapped[bool]


def get_dossier(session: Session, absence_number: str, actor: Actor) -> Dossier:
    """Return a dossier that the actor may see.

    :raises NotFound: if there is none, or it is another employer's
    :raises NotAssigned: if the actor guides cases, and this one is assigned to others
    """
    dossier = find_dossier(session, absence_number, actor)
    if not is_assigned(session, absence_number, actor) and find_emergency(session, actor.account_id, absence_number) is None:
        raise NotAssigned
    return dossier


def is_assigned(session: Session, absence_number: str, actor: Actor) -> bool:
    """Whether the actor reaches a dossier without an emergency."""
    conditions = is_reached(actor, session.clock.today(), employer=Dossier.employer_id, case=Dossier.case_number)
    if actor.employer_id is not None or not conditions:
        return True
    return session.scalar(select(Dossier.absence_number).where(Dossier.absence_number == absence_number, *conditions)) is not None


def find_dossier(session: Session, absence_number: str, actor: Actor) -> Dossier:
    """Return a dossier of the actor's employer, or for staff any dossier, assigned or not.

    :raises NotFound: if there is none, or it is another employer's
    """
    dossier = session.get(Dossier, absence_number)
    if dossier is None or not actor.may_see(dossier.employer_id):
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    session.info[ACTING] = actor
    return dossier


def dossier_to_change(session: Session, absence_number: str, actor: Actor, version: int | None) -> Dossier:
    """Return a dossier that the actor may see, locked together with the employee's others, which may share its plan.

    :param version: the one that the actor read; None not to check
    :raises NotFound: if there is none, or it is another employer's
    :raises NotAssigned: if the actor guides cases, and this one is assigned to others
    :raises NoSupervisor: if the actor is a consultant who works under no company doctor
    :raises Stale: if it was changed since
    """
    dossier = get_dossier(session, absence_number, actor)
    require_supervisor(session, actor)
    own = lock_dossiers_of(session, dossier.employee_id)
    ensure_version(version, dossier.version)
    raise_versions(own)
    return dossier


def lock_dossiers_of(session: Session, employee_id: str) -> Sequence[Dossier]:
    """Lock the employee's dossiers until the end of the transaction, and return them as they are now."""
    query = select(Dossier).where(Dossier.employee_id == employee_id).order_by(Dossier.absence_number)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def raise_versions(dossiers: Iterable[Dossier]) -> None:
    """Note that what these dossiers show has changed."""
    for dossier in dossiers:
        dossier.version += 1
