"""Copies of absence's employees with their wages and leave, for benefits."""
from datetime import date
from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.store.base import Base


class Employee(Base):
    """The parts of an employee that benefits need."""

    __tablename__ = "employee"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[int]
    birth_date: Mapped[date]
    employed_until: Mapped[date | None]


class EmployeeWage(Base):
    """The annual wage in euros, valid from a date."""

    __tablename__ = "employee_wage"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    annual_wage: Mapped[Decimal]


class Leave(Base):
    """Leave of an employee."""

    __tablename__ = "leave"
    leave_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    start: Mapped[date]
    end: Mapped[date]
    cancelled: Mapped[bool]
