"""What was recorded of an employee: who added, changed or took back what, when, and from which day it holds."""
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.absence.store.base import Base
from services.absence.store.employees import Employee
from shared.db.session import Session
from shared.kernel.refusals import NotFound

Values = dict[str, Any]
"""Values by field: texts, dates as ISO text and numbers as text."""


class ChangeKind(StrEnum):
    """What was done.

    :cvar WAGE: a wage was recorded, changed or withdrawn
    """

    ADDED = "ADDED"
    EDITED = "EDITED"
    WAGE = "WAGE"


class EmployeeChange(Base):
    """One entry of an employee's history.

    :ivar effective_on: the day from which the change holds
    :ivar old: the values before; None if there were none
    :ivar new: the values since; None if they were withdrawn
    :ivar withdrawn_at: when the change was taken back; the values before are then an entry of their own
    """

    __tablename__ = "employee_change"
    __table_args__ = (Index("ix_employee_change_of_employee", "employee_id", "change_id"),)
    change_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employee_id: Mapped[str] = mapped_column(ForeignKey(Employee.employee_id))
    recorded_at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[ChangeKind] = mapped_column(String(10))
    effective_on: Mapped[date]
    old: Mapped[Values | None] = mapped_column(JSONB)
    new: Mapped[Values | None] = mapped_column(JSONB)
    withdrawn_at: Mapped[datetime | None]
    employee: Mapped[Employee] = relationship(lazy="raise")


def get_change(session: Session, employee: Employee, change_id: str) -> EmployeeChange:
    """One entry of an employee's history.

    :raises NotFound: ``change.not_found``
    """
    found = session.get(EmployeeChange, change_id)
    if found is None or found.employee_id != employee.employee_id:
        raise NotFound("change.not_found", "Deze wijziging bestaat niet.")
    return found
