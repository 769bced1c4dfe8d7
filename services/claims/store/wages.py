"""Wages as each version of an employee recorded them, and the decisions on those recorded after a report (§15.6)."""
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.domain.benefits.case import WageSegment
from services.claims.domain.claim.wage_judgement import JudgementReason, JudgementStatus
from services.claims.store.absences import Absence
from services.claims.store.base import Base
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound

Wages = tuple[WageSegment, ...]


class WageRecord(Base):
    """A version of an employee; a report confirms the wages of one version."""

    __tablename__ = "wage_record"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)


class RecordedWage(Base):
    """An annual wage in euros, valid from a date, in one version of an employee."""

    __tablename__ = "recorded_wage"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    annual_wage: Mapped[Decimal]


class WageJudgement(Base):
    """A wage that was recorded after a report and differs on the first sick day from the one that it confirmed.

    :ivar absence_number: the first report of the case
    :ivar version: of this row, for If-Match
    :ivar employee_version: version of the employee in which the wage is recorded
    """

    __tablename__ = "wage_judgement"
    __table_args__ = (Index("ix_wage_judgement_status", "status", "recorded_on", "judgement_id"),
                      Index("ix_wage_judgement_employer", "employer_id", "recorded_on", "judgement_id"))
    judgement_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40))
    policy_number: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    employee_version: Mapped[int]
    first_sick_day: Mapped[date]
    confirmed_wage: Mapped[Decimal]
    recorded_wage: Mapped[Decimal]
    recorded_on: Mapped[date]
    status: Mapped[JudgementStatus] = mapped_column(String(12))
    reason: Mapped[JudgementReason | None] = mapped_column(String(24))
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[str | None] = mapped_column(String(80))


def get_judgement(session: Session, judgement_id: str, actor: Actor, *, lock: bool = False) -> WageJudgement:
    """One wage to judge, or judged.

    :raises NotFound: if there is none, or it is another employer's
    """
    query = select(WageJudgement).where(WageJudgement.judgement_id == judgement_id)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None or not actor.may_see(found.employer_id):
        raise NotFound("wage_judgement.not_found", "Er is geen loon om te beoordelen.")
    return found


def latest_judgements(session: Session, absence_numbers: Collection[str]) -> dict[str, WageJudgement]:
    """The last wage that was put before Claims for each report, by absence number."""
    rows = session.scalars(select(WageJudgement).where(WageJudgement.absence_number.in_(absence_numbers))
                           .order_by(WageJudgement.judgement_id))
    return {row.absence_number: row for row in rows}


def confirmed_wages(session: Session, reports: Collection[Absence],
                    present: Mapping[str, tuple[int, Wages]]) -> dict[str, Wages]:
    """The wages on which the benefit of each report rests, by absence number; two statements.

    They are those of the version that the report confirmed, or that Claims accepted since. A version older than the records is
    replaced by the nearest one.

    :param present: present version and wages by employee
    """
    versions = {row.absence_number: row.employee_version for row in reports}
    accepted = select(WageJudgement.absence_number, func.max(WageJudgement.employee_version)).where(
        WageJudgement.absence_number.in_(versions), WageJudgement.status == JudgementStatus.ACCEPTED)
    for number, version in session.execute(accepted.group_by(WageJudgement.absence_number)):
        versions[number] = max(version, versions[number])
    older = [row for row in reports if versions[row.absence_number] != present[row.employee_id][0]]
    records = _records(session, {row.employee_id for row in older})
    found = {row.absence_number: present[row.employee_id][1] for row in reports}
    for row in older:
        known = records.get(row.employee_id)
        if known:
            before = [version for version in known if version <= versions[row.absence_number]]
            found[row.absence_number] = _from_the_start(known[max(before, default=min(known))], row.first_sick_day)
    return found


def _from_the_start(wages: list[WageSegment], first_sick_day: date) -> Wages:
    """The wages, of which the first also holds on an earlier first sick day (a corrected start of service)."""
    first, *later = sorted(wages, key=lambda wage: wage.valid_from)
    return WageSegment(valid_from=min(first.valid_from, first_sick_day), annual_wage=first.annual_wage), *later


def _records(session: Session, employee_ids: Collection[str]) -> dict[str, dict[int, list[WageSegment]]]:
    rows = session.scalars(select(RecordedWage).where(RecordedWage.employee_id.in_(employee_ids)))
    found: dict[str, dict[int, list[WageSegment]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.employee_id][row.version].append(WageSegment(valid_from=row.valid_from, annual_wage=row.annual_wage))
    return found
