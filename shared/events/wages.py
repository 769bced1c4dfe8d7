"""Wages of employees, as parts of absence's events."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class WageSegment:
    """Annual wage in euros (for part-time work: the actual wage) and weekly hours, valid from a date."""

    valid_from: date
    annual_wage: Decimal
    contract_hours: Decimal


@dataclass(frozen=True, kw_only=True)
class ConfirmedWages:
    """The wage history of one employee as confirmed in the January round."""

    employee_id: str
    employed_from: date
    employed_until: date | None = None
    wages: tuple[WageSegment, ...]
