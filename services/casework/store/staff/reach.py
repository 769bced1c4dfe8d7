"""Who is assigned to an employer or a case, who opened a dossier in an emergency, and the conditions for queries."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, and_, func, or_, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from services.casework.domain.guidance.reach import GUIDES, StaffingRole
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.copies import Policy
from services.casework.store.staff.stand_ins import replaced_by
from services.casework.store.vra.grounds import cases_of_vra, employers_of_vra
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound

DOSSIER = "dossier.absence_number"
CaseColumn = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


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


class Staffing(Base):
    """Somebody of another role who is assigned to an employer, or to one case of it, from a day."""

    __tablename__ = "staffing"
    __table_args__ = (Index("ix_staffing_employer_id_role", "employer_id", "role"),)
    staffing_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    case_number: Mapped[str | None] = mapped_column(ForeignKey(DOSSIER))
    role: Mapped[StaffingRole] = mapped_column(String(24))
    account_id: Mapped[str] = mapped_column(ACCOUNT, index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


class EmergencyAccess(Base):
    """A dossier opened without assignment for some hours; never changed or deleted."""

    __tablename__ = "emergency_access"
    __table_args__ = (Index("ix_emergency_access_absence_number_account_id", "absence_number", "account_id"),)
    access_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER))
    account_id: Mapped[str] = mapped_column(ACCOUNT)
    reason: Mapped[str] = mapped_column(String(16))
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]


def is_reached(actor: Actor, today: date, *, employer: InstrumentedAttribute[str],
               case: CaseColumn | None) -> list[ColumnElement[bool]]:
    """Conditions for the rows that the actor reaches: of the own employer, or by assignment; none for others.

    An employer to whom nobody of a role is assigned is reached by all of that role. Every employer has a casemanager and a
    consultant as soon as there is one. VRA reaches, besides, only cases in which it has work.

    :param employer: the column with the employer of a row
    :param case: the column with the number of its case; None for rows about no case
    """
    if actor.employer_id is not None:
        return [employer == actor.employer_id]
    roles = actor.roles & GUIDES
    ways: list[ColumnElement[bool]] = []
    if roles - set(StaffingRole):
        ways.append(employer.in_(guided_employers(actor.account_id, today)))
    for role in sorted(roles & set(StaffingRole)):
        assigned = or_(*_ways_of(role, actor.account_id, today, employer, case))
        ways.append(and_(assigned, _has_work(employer, case)) if role == StaffingRole.VRA else assigned)
    return [or_(*ways)] if ways else []


def _has_work(employer: InstrumentedAttribute[str], case: CaseColumn | None) -> ColumnElement[bool]:
    return employer.in_(employers_of_vra()) if case is None else case.in_(cases_of_vra())


def _ways_of(role: str, account_id: str, today: date, employer: InstrumentedAttribute[str],
             case: CaseColumn | None) -> list[ColumnElement[bool]]:
    present = select(Staffing.employer_id).where(
        Staffing.role == role, Staffing.valid_from <= today,
        or_(Staffing.valid_until.is_(None), Staffing.valid_until >= today))
    of_employer, own = present.where(Staffing.case_number.is_(None)), Staffing.account_id == account_id
    nobody = ~of_employer.where(Staffing.employer_id == employer).exists()
    ways: list[ColumnElement[bool]] = [employer.in_(of_employer.where(own)), nobody]
    if case is not None:
        ways.append(case.in_(present.where(own, Staffing.case_number.is_not(None)).with_only_columns(Staffing.case_number)))
    return ways


def reaches_employer(session: Session, actor: Actor, employer_id: str) -> bool:
    """Whether an employer with a policy is assigned to the actor, or to nobody of the actor's role."""
    conditions = is_reached(actor, session.clock.today(), employer=Policy.employer_id, case=None)
    return session.scalar(select(Policy.employer_id).where(Policy.employer_id == employer_id, *conditions).limit(1)) is not None


def require_employer(session: Session, actor: Actor, employer_id: str) -> None:
    """Refuse an employer that the actor does not reach.

    :raises NotFound: ``employer.not_found``
    """
    if not reaches_employer(session, actor, employer_id):
        raise NotFound("employer.not_found", "Dit bedrijf bestaat niet.")


def list_staffing(session: Session, employer_id: str) -> Sequence[Staffing]:
    """Return who of other roles is or was assigned to an employer or its cases, oldest first."""
    return session.scalars(select(Staffing).where(Staffing.employer_id == employer_id).order_by(Staffing.staffing_id)).all()


def list_present_staffing(session: Session, employer_id: str, *, case_number: str | None, roles: Iterable[StaffingRole],
                          day: date) -> Sequence[Staffing]:
    """Return who of some roles is assigned to an employer, or to this case of it, on a day, oldest first."""
    return session.scalars(select(Staffing).where(
        Staffing.employer_id == employer_id, Staffing.role.in_(roles), Staffing.valid_from <= day,
        or_(Staffing.valid_until.is_(None), Staffing.valid_until >= day),
        or_(Staffing.case_number.is_(None), Staffing.case_number == case_number)).order_by(Staffing.staffing_id)).all()


def find_emergency(session: Session, account_id: str, absence_number: str) -> EmergencyAccess | None:
    """Return the access to a dossier that somebody opened in an emergency and that has not ended."""
    return session.scalar(select(EmergencyAccess).where(
        EmergencyAccess.absence_number == absence_number, EmergencyAccess.account_id == account_id,
        EmergencyAccess.ends_at > session.clock.now()).order_by(EmergencyAccess.ends_at.desc()).limit(1))


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
    """Return the query of the employers whom a casemanager or consultant guides on a day, as a stand-in too."""
    replaced = replaced_by(account_id, day)
    return select(Assignment.employer_id).where(
        Assignment.valid_from <= day, or_(Assignment.valid_until.is_(None), Assignment.valid_until >= day),
        or_(Assignment.casemanager_id == account_id, Assignment.consultant_id == account_id,
            Assignment.casemanager_id.in_(replaced), Assignment.consultant_id.in_(replaced)))


def guide_together(session: Session, one: str, other: str, day: date) -> bool:
    """Whether two members of staff guide one employer on a day or later, one as casemanager and the other as consultant."""
    together = select(Assignment.assignment_id).where(
        or_(Assignment.valid_until.is_(None), Assignment.valid_until >= day),
        or_(and_(Assignment.casemanager_id == one, Assignment.consultant_id == other),
            and_(Assignment.casemanager_id == other, Assignment.consultant_id == one)))
    return session.scalar(together.limit(1)) is not None


def lock_assignments(session: Session) -> None:
    """Serialise assignments until the end of the transaction, so that a new colleague is not missed by a new dossier."""
    session.flush()
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("assignments", 0))))
