"""The wages by which a premium year was calculated, kept so that its calculation can be shown later."""
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.premium.wages import WageSegment
from services.billing.store.base import POLICY_NUMBER, Base
from shared.db.session import Session
from shared.kernel.period import Period


class Basis(StrEnum):
    """For which premium the wages counted."""

    PROVISIONAL = "PROVISIONAL"
    DEFINITIVE = "DEFINITIVE"


class PremiumWage(Base):
    """One annual wage of an employee, as it counted for the premium of a year."""

    __tablename__ = "premium_wage"
    __table_args__ = (ForeignKeyConstraint(["policy_number", "year"], ["premium_year.policy_number", "premium_year.year"]),)
    policy_number: Mapped[str] = mapped_column(String(POLICY_NUMBER), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    basis: Mapped[str] = mapped_column(String(12), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date | None]
    annual_wage: Mapped[Decimal]


def keep_wages(session: Session, policy_number: str, year: int, basis: Basis,
               wages: Mapping[str, Sequence[WageSegment]]) -> None:
    """Keep the wages of a year by employee id, in place of those kept before; wages outside the year are left out."""
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    table = PremiumWage
    session.execute(delete(table).where(table.policy_number == policy_number, table.year == year, table.basis == basis.value))
    rows = [{"policy_number": policy_number, "year": year, "basis": basis.value, "employee_id": employee_id,
             "starts_on": one.period.start, "ends_on": one.period.end, "annual_wage": one.annual_wage}
            for employee_id, segments in wages.items() for one in segments if one.period.overlaps(whole)]
    if rows:
        session.execute(insert(table), rows)


def list_wages(session: Session, policy_number: str, year: int, basis: Basis) -> dict[str, list[WageSegment]]:
    """The kept wages of a year by employee id; empty for a year from before they were kept."""
    table = PremiumWage
    rows = session.scalars(select(table).where(table.policy_number == policy_number, table.year == year,
                                               table.basis == basis.value).order_by(table.employee_id, table.starts_on))
    found: dict[str, list[WageSegment]] = defaultdict(list)
    for row in rows:
        found[row.employee_id].append(WageSegment(Period(row.starts_on, row.ends_on), row.annual_wage))
    return dict(found)
