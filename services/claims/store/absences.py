"""Copies of absence's reports with their claims, and of casework's wage sanctions."""
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.domain.claim.claim import ClaimStatus
from services.claims.store.base import Base, Percentage
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.month import Month
from shared.kernel.refusals import NotFound
from shared.kernel.vocabulary import AbsenceStatus


class Absence(Base):
    """The last published state of an absence, and its claim.

    `claim_status`, `claim_reason`, `claim_opened_on` and `claim_judged_at` are claims' own; all other columns are copies.
    """

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_employer_number", "employer_id", "absence_number"),)
    absence_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    composite_id: Mapped[str] = mapped_column(String(20), index=True)
    composite_first_sick_day: Mapped[date]
    sequence: Mapped[int]
    status: Mapped[str] = mapped_column(String(24))
    first_sick_day: Mapped[date]
    reported_on: Mapped[date]
    recovered_on: Mapped[date | None]
    end_of_service: Mapped[date | None]
    same_cause: Mapped[str] = mapped_column(String(8))
    safety_net: Mapped[bool]
    third_party: Mapped[str] = mapped_column(String(8))
    employee_version: Mapped[int]
    claim_status: Mapped[str] = mapped_column(String(16))
    claim_opened_on: Mapped[date]
    claim_judged_at: Mapped[datetime | None]
    claim_reason: Mapped[str | None] = mapped_column(String(40))

    @property
    def is_cancelled(self) -> bool:
        """Whether the report was withdrawn and has no effect."""
        return self.status == AbsenceStatus.CANCELLED

    @property
    def is_in_treatment(self) -> bool:
        """Whether the claim is insured."""
        return self.claim_status == ClaimStatus.IN_TREATMENT


class AbsenceMutation(Base):
    """A partial recovery of an absence, valid from a date (domain.md §3.4)."""

    __tablename__ = "absence_mutation"
    absence_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    mutation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    effective_on: Mapped[date]
    basis: Mapped[str] = mapped_column(String(20))
    recovered_pct: Mapped[Percentage]
    wage_value_month: Mapped[Decimal | None]
    contract_wage_month: Mapped[Decimal | None]
    contract_wage_differs: Mapped[bool]


class SafetyNetBenefit(Base):
    """Benefit under the Sickness Benefits Act in euros per benefit day, valid from a date."""

    __tablename__ = "safety_net_benefit"
    absence_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    daily_amount: Mapped[Decimal]


class Sanction(Base):
    """A suspension or stop of the wage by the employer (domain.md §3.7)."""

    __tablename__ = "sanction"
    sanction_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    start: Mapped[date]
    end: Mapped[date | None]
    lifted_on: Mapped[date | None]
    back_pay: Mapped[bool]


def get_claim(session: Session, absence_number: str, actor: Actor) -> Absence:
    """One claim.

    :raises NotFound: if there is none, or it is another employer's
    """
    absence = session.get(Absence, absence_number)
    if absence is None or not actor.may_see(absence.employer_id):
        raise NotFound("claim.not_found", "Deze claim bestaat niet.")
    return absence


def list_mutations(session: Session, absence_numbers: Collection[str]) -> dict[str, list[AbsenceMutation]]:
    """The partial recoveries of each absence, in order of their effective date."""
    found: dict[str, list[AbsenceMutation]] = {}
    query = select(AbsenceMutation).where(AbsenceMutation.absence_number.in_(absence_numbers))
    for row in session.scalars(query.order_by(AbsenceMutation.absence_number, AbsenceMutation.effective_on,
                                              AbsenceMutation.mutation_id)):
        found.setdefault(row.absence_number, []).append(row)
    return found


def running_cases(month: Month) -> Select[str]:
    """Distinct ids of the composite cases with an absence on any day of the month."""
    return select(Absence.composite_id).where(
        Absence.first_sick_day <= month.last, Absence.status != AbsenceStatus.CANCELLED,
        Absence.recovered_on.is_(None) | (Absence.recovered_on >= month.first)).distinct()
