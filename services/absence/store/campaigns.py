"""January rounds, and the data that employers confirmed in them, as published to billing."""
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKeyConstraint, Numeric, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.absence.store.base import Base
from shared.db.session import Session


class DataCampaign(Base):
    """A January round of a policy: the request for data."""

    __tablename__ = "data_campaign"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    opened_on: Mapped[date]
    deadline: Mapped[date]


class CampaignSubmission(Base):
    """The January data of a policy, submitted.

    :ivar is_detailed: False for an old submission without stored details
    """

    __tablename__ = "campaign_submission"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    submitted_at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(String(80))
    is_detailed: Mapped[bool]
    employees: Mapped[list["ConfirmedEmployee"]] = relationship(
        order_by="ConfirmedEmployee.employee_id", lazy="selectin", cascade="all, delete-orphan")


class ConfirmedEmployee(Base):
    """Confirmed dates of service of an employee."""

    __tablename__ = "confirmed_employee"
    __table_args__ = (ForeignKeyConstraint(["policy_number", "year"],
                                           ["campaign_submission.policy_number", "campaign_submission.year"]),)
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employed_from: Mapped[date]
    employed_until: Mapped[date | None]
    wages: Mapped[list["ConfirmedWage"]] = relationship(
        order_by="ConfirmedWage.valid_from", lazy="selectin", cascade="all, delete-orphan")


class ConfirmedWage(Base):
    """Confirmed wage of an employee."""

    __tablename__ = "confirmed_wage"
    __table_args__ = (ForeignKeyConstraint(
        ["policy_number", "year", "employee_id"],
        ["confirmed_employee.policy_number", "confirmed_employee.year", "confirmed_employee.employee_id"]),)
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    annual_wage: Mapped[Decimal]
    contract_hours: Mapped[Decimal] = mapped_column(Numeric(5, 2))


def list_submissions(session: Session, policy_number: str) -> list[CampaignSubmission]:
    """The submissions of a policy, oldest first."""
    query = select(CampaignSubmission).where(CampaignSubmission.policy_number == policy_number)
    return list(session.scalars(query.order_by(CampaignSubmission.year)))


def list_campaigns(session: Session, policy_number: str) -> list[DataCampaign]:
    """The rounds of a policy, oldest first."""
    query = select(DataCampaign).where(DataCampaign.policy_number == policy_number)
    return list(session.scalars(query.order_by(DataCampaign.year)))
