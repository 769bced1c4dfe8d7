"""Decided gatekeeper guarantees with their conditions and lines (R-048, R-049)."""
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.claims.domain.guarantee.charging import GuaranteeStage, stage_of
from services.claims.domain.guarantee.guarantee import GuaranteeDecision
from services.claims.store.base import Base, Percentage
from shared.kernel.money import ZERO


class Guarantee(Base):
    """A gatekeeper guarantee and its decision; `start` and `weeks` of the sanction are unknown of those decided long ago."""

    __tablename__ = "guarantee"
    __table_args__ = (Index("ix_guarantee_decided", "decided_on", "sanction_id"),)
    sanction_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    decision: Mapped[str] = mapped_column(String(10))
    payer: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal]
    decided_on: Mapped[date]
    start: Mapped[date | None]
    weeks: Mapped[int | None] = mapped_column(SmallInteger)
    shortened_to: Mapped[date | None]
    conditions: Mapped[list["GuaranteeCondition"]] = relationship(
        order_by="GuaranteeCondition.position", cascade="all, delete-orphan", lazy="selectin")
    lines: Mapped[list["GuaranteeLine"]] = relationship(
        order_by="GuaranteeLine.start", cascade="all, delete-orphan", lazy="selectin")
    charges: Mapped[list["GuaranteeCharge"]] = relationship(
        order_by="GuaranteeCharge.number", cascade="all, delete-orphan", lazy="selectin")

    @property
    def charged_by_month(self) -> dict[str, Decimal]:
        """What Perspectief was charged, by month."""
        found: dict[str, Decimal] = {}
        for charge in self.charges:
            found[charge.month] = found.get(charge.month, ZERO) + charge.amount
        return found

    @property
    def charged(self) -> Decimal:
        """What Perspectief was charged, in euros."""
        return sum(self.charged_by_month.values(), ZERO)

    @property
    def stage(self) -> GuaranteeStage:
        """The decision, and for an approved guarantee how far it is paid."""
        months = {line.month for line in self.lines}
        return stage_of(GuaranteeDecision(self.decision), is_charged=bool(self.charges),
                        is_settled=bool(months) and months <= set(self.charged_by_month))

    @property
    def is_approved(self) -> bool:
        """Whether Perspectief pays."""
        return self.decision == GuaranteeDecision.APPROVED

    @property
    def is_decided(self) -> bool:
        """Whether it was approved or rejected, and the report of the sanction was not taken back."""
        return self.decision in (GuaranteeDecision.APPROVED, GuaranteeDecision.REJECTED)


class GuaranteeCharge(Base):
    """A booking on the account of Perspectief for a month of a wage sanction; never changed."""

    __tablename__ = "guarantee_charge"
    sanction_id: Mapped[str] = mapped_column(ForeignKey("guarantee.sanction_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7))
    amount: Mapped[Decimal]
    charged_on: Mapped[date]


class GuaranteeCondition(Base):
    """One condition and whether it holds, in the order of casework's assessment."""

    __tablename__ = "guarantee_condition"
    sanction_id: Mapped[str] = mapped_column(ForeignKey("guarantee.sanction_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    holds: Mapped[bool]


class GuaranteeLine(Base):
    """Benefit days of a wage sanction within one month with equal daily amounts."""

    __tablename__ = "guarantee_line"
    sanction_id: Mapped[str] = mapped_column(ForeignKey("guarantee.sanction_id"), primary_key=True)
    start: Mapped[date] = mapped_column(primary_key=True)
    end: Mapped[date]
    month: Mapped[str] = mapped_column(String(7))
    days: Mapped[int]
    daily_wage: Mapped[Decimal]
    wage_pct: Mapped[Percentage]
    incapacity_pct: Mapped[Percentage]
    total: Mapped[Decimal]
