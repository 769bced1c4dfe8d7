"""Partial recoveries that belong to a secondment, as casework prepared them (R-124)."""
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Numeric, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.absence.domain.secondment import Prepared
from services.absence.store.base import Base
from shared.db.session import Session


class PreparedRecovery(Base):
    """What the employer has to report for a placement; a copy."""

    __tablename__ = "prepared_recovery"
    placement_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    effective_on: Mapped[date]
    recovered_pct: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    wage_value_month: Mapped[Decimal]
    contract_wage_month: Mapped[Decimal]
    withdrawn: Mapped[bool]

    @property
    def value(self) -> Prepared:
        """The domain value."""
        return Prepared(self.placement_id, self.effective_on, self.recovered_pct)


def list_prepared(session: Session, absence_numbers: Iterable[str]) -> Sequence[PreparedRecovery]:
    """The prepared recoveries of absences without those of placements that were taken back, by date."""
    return session.scalars(select(PreparedRecovery).where(
        PreparedRecovery.absence_number.in_(set(absence_numbers)), PreparedRecovery.withdrawn.is_(False)).order_by(
        PreparedRecovery.effective_on, PreparedRecovery.placement_id)).all()
