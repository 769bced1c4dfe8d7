"""Calculated months with their lines; each calculation is a new immutable version."""
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, String, insert, select, text, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.domain.benefits.line import BenefitLine as Line
from services.claims.domain.benefits.line_rule import RuleVersion
from services.claims.domain.benefits.wage import WageBasis
from services.claims.store.base import Base, Percentage
from shared.db.session import Session


class Benefit(Base):
    """A calculation of a month of a composite case."""

    __tablename__ = "benefit"
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    is_latest: Mapped[bool]
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    total: Mapped[Decimal]
    calculated_at: Mapped[datetime]
    __table_args__ = (
        Index("ix_benefit_latest", "composite_id", "month", unique=True, postgresql_where=text("is_latest")),
        Index("ix_benefit_latest_of_employer", "employer_id", "month", "composite_id", postgresql_where=text("is_latest")),
        Index("ix_benefit_latest_of_month", "month", "composite_id", postgresql_where=text("is_latest")),
    )


class BenefitLine(Base):
    """A line of a calculated month: its amounts, its rule, and the inputs of the daily wage.

    `annual_wage`, `max_insured_wage` and `day_divisor` are None on lines from before these columns existed.
    """

    __tablename__ = "benefit_line"
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[date]
    end: Mapped[date]
    days: Mapped[int]
    daily_wage: Mapped[Decimal]
    coverage_pct: Mapped[Percentage]
    incapacity_pct: Mapped[Percentage]
    safety_net_daily: Mapped[Decimal]
    charges_pct: Mapped[Percentage]
    terms_valid_from: Mapped[date]
    back_pay: Mapped[bool]
    wage: Mapped[Decimal]
    offset: Mapped[Decimal]
    charges: Mapped[Decimal]
    total: Mapped[Decimal]
    rule_id: Mapped[str] = mapped_column(String(40))
    rule_version: Mapped[int]
    annual_wage: Mapped[Decimal | None]
    max_insured_wage: Mapped[Decimal | None]
    day_divisor: Mapped[int | None]
    __table_args__ = (ForeignKeyConstraint(["composite_id", "month", "version"],
                                           ["benefit.composite_id", "benefit.month", "benefit.version"]),)


@dataclass(frozen=True, slots=True)
class StoredMonth:
    """A calculated month with its lines as domain values, in order."""

    row: Benefit
    lines: tuple[Line, ...] = field(default=())


def load_lines(session: Session, benefits: Sequence[Benefit]) -> list[StoredMonth]:
    """The months with their lines, in the given order, in one statement."""
    lines: dict[tuple[str, str, int], list[Line]] = defaultdict(list)
    places = [_place(row) for row in benefits]
    query = select(BenefitLine).where(
        tuple_(BenefitLine.composite_id, BenefitLine.month, BenefitLine.version).in_(places)).order_by(BenefitLine.position)
    for line in session.scalars(query) if places else ():
        lines[line.composite_id, line.month, line.version].append(_line_of(line))
    return [StoredMonth(row, tuple(lines[_place(row)])) for row in benefits]


def load_latest_months(session: Session, composite_ids: Collection[str]) -> dict[str, list[StoredMonth]]:
    """The latest calculation of every month, by case; two statements for any number of cases."""
    query = select(Benefit).where(Benefit.composite_id.in_(composite_ids), Benefit.is_latest)
    found: dict[str, list[StoredMonth]] = defaultdict(list)
    for month in load_lines(session, session.scalars(query.order_by(Benefit.composite_id, Benefit.month)).all()):
        found[month.row.composite_id].append(month)
    return found


def replace_latest(session: Session, new: Sequence[StoredMonth]) -> None:
    """Write new calculations and mark those they replace; three statements for any number of months."""
    if not new:
        return
    replaced = [(m.row.composite_id, m.row.month) for m in new if m.row.version > 1]
    if replaced:
        session.execute(update(Benefit).where(tuple_(Benefit.composite_id, Benefit.month).in_(replaced), Benefit.is_latest)
                        .values(is_latest=False), execution_options={"synchronize_session": "fetch"})
    session.add_all([month.row for month in new])
    session.flush()
    lines = [_row_of(month.row, position, line) for month in new for position, line in enumerate(month.lines)]
    if lines:
        session.execute(insert(BenefitLine), lines)


def _place(row: Benefit) -> tuple[str, str, int]:
    return row.composite_id, row.month, row.version


def _line_of(row: BenefitLine) -> Line:
    basis = None
    if row.annual_wage is not None and row.max_insured_wage is not None and row.day_divisor is not None:
        basis = WageBasis(row.annual_wage, row.max_insured_wage, row.day_divisor)
    return Line(
        start=row.start, end=row.end, days=row.days, daily_wage=row.daily_wage, coverage_pct=row.coverage_pct,
        incapacity_pct=row.incapacity_pct, safety_net_daily=row.safety_net_daily, charges_pct=row.charges_pct,
        terms_valid_from=row.terms_valid_from, back_pay=row.back_pay, wage=row.wage, offset=row.offset,
        charges=row.charges, total=row.total, rule=RuleVersion(row.rule_id, row.rule_version), wage_basis=basis)


def _row_of(month: Benefit, position: int, line: Line) -> dict[str, Any]:
    basis = line.wage_basis
    return {
        "composite_id": month.composite_id, "month": month.month, "version": month.version, "position": position,
        "start": line.start, "end": line.end, "days": line.days, "daily_wage": line.daily_wage,
        "coverage_pct": line.coverage_pct, "incapacity_pct": line.incapacity_pct,
        "safety_net_daily": line.safety_net_daily, "charges_pct": line.charges_pct,
        "terms_valid_from": line.terms_valid_from, "back_pay": line.back_pay, "wage": line.wage, "offset": line.offset,
        "charges": line.charges, "total": line.total, "rule_id": line.rule.rule_id, "rule_version": line.rule.version,
        "annual_wage": basis and basis.annual_wage, "max_insured_wage": basis and basis.max_insured_wage,
        "day_divisor": basis and basis.day_divisor}
