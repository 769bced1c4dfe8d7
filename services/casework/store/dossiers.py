"""Dossiers with assignments, completions, notices to VRA and accesses."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Select, String, func, or_, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.vra.vra import NoticeKind
from services.casework.store.base import ABSENCE_NUMBER, ACCOUNT, Base
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound, ensure_version

DOSSIER = "dossier.absence_number"


class Assignment(Base):
    """The casemanager and consultant of an employer from a day; every date has exactly one casemanager (R-023)."""

    __tablename__ = "assignment"
    __table_args__ = (Index("uq_assignment_active", "employer_id", unique=True,
                            postgresql_where=text("valid_until IS NULL")),)
    assignment_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    casemanager_id: Mapped[str] = mapped_column(ACCOUNT, index=True)
    consultant_id: Mapped[str | None] = mapped_column(ACCOUNT, index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


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
    contact_due_on: Mapped[date]
    announced: Mapped[bool]
    closed_on: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(24))
    long_term_threat_on: Mapped[date | None]
    case_number: Mapped[str | None] = mapped_column(ABSENCE_NUMBER, index=True)
    version: Mapped[int]


class Completion(Base):
    """The completion of a step with its date, without its content."""

    __tablename__ = "completion"
    completion_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    code: Mapped[str] = mapped_column(String(30))
    completed_on: Mapped[date]
    forced_reason: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


class VraNotice(Base):
    """A notice to VRA; the unique `subject` prevents a second notice."""

    __tablename__ = "vra_notice"
    __table_args__ = (Index("uq_vra_notice_subject", "employee_id", "kind", "subject", unique=True),)
    notice_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(80))
    raised_on: Mapped[date]


class Reading(Base):
    """An access to a dossier: who, in which role and when; never changed or deleted."""

    __tablename__ = "reading"
    reading_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    account_id: Mapped[str] = mapped_column(ACCOUNT)
    role: Mapped[str] = mapped_column(String(40))
    read_at: Mapped[datetime]


def stagnation_subjects(session: Session, employee_ids: Iterable[str]) -> frozenset[str]:
    """Return the subjects of the notices of stagnation about these employees."""
    return frozenset(session.scalars(select(VraNotice.subject).where(
        VraNotice.employee_id.in_(employee_ids), VraNotice.kind == NoticeKind.STAGNATION)))


def get_dossier(session: Session, absence_number: str, actor: Actor) -> Dossier:
    """Return a dossier that the actor may see.

    :raises NotFound: if there is none, or it is another employer's
    """
    dossier = session.get(Dossier, absence_number)
    if dossier is None or not actor.may_see(dossier.employer_id):
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    return dossier


def dossier_to_change(session: Session, absence_number: str, actor: Actor, version: int | None) -> Dossier:
    """Return a dossier that the actor may see, locked together with the employee's others, which may share its plan.

    :param version: the one that the actor read; None not to check
    :raises NotFound: if there is none, or it is another employer's
    :raises Stale: if it was changed since
    """
    dossier = get_dossier(session, absence_number, actor)
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


def find_assignment(session: Session, employer_id: str, day: date) -> Assignment | None:
    """Return the assignment of the employer on a day, or None if there is none."""
    query = select(Assignment).where(Assignment.employer_id == employer_id, Assignment.valid_from <= day)
    newest = query.order_by(Assignment.valid_from.desc()).limit(1)
    return session.scalar(newest.execution_options(populate_existing=True))


def list_assignments(session: Session, employer_id: str) -> Sequence[Assignment]:
    """Return the assignments of an employer, oldest first."""
    query = select(Assignment).where(Assignment.employer_id == employer_id).order_by(Assignment.valid_from)
    return session.scalars(query).all()


def find_assignments(session: Session, employer_ids: Iterable[str], day: date) -> dict[str, Assignment]:
    """Return the assignments on a day by employer."""
    query = select(Assignment).where(Assignment.employer_id.in_(set(employer_ids)), Assignment.valid_from <= day)
    return {row.employer_id: row for row in session.scalars(
        query.ext(distinct_on(Assignment.employer_id)).order_by(Assignment.employer_id, Assignment.valid_from.desc()))}


def guided_employers(account_id: str, day: date) -> Select[str]:
    """Return the query of the employers whom a casemanager or consultant guides on a day."""
    return select(Assignment.employer_id).where(
        Assignment.valid_from <= day, or_(Assignment.valid_until.is_(None), Assignment.valid_until >= day),
        or_(Assignment.casemanager_id == account_id, Assignment.consultant_id == account_id))


def lock_assignments(session: Session) -> None:
    """Serialise assignments until the end of the transaction, so that a new colleague is not missed by a new dossier."""
    session.flush()
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("assignments", 0))))
