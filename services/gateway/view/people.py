"""View models of employees."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import NOTHING, as_date, day, euros, full_name, listed_name, number
from services.gateway.view.seen import Facts

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wage:
    """Annual wage and weekly hours, valid from a date."""

    valid_from: date | None
    annual_wage: str
    contract_hours: str | None

    @property
    def month_wage(self) -> Decimal:
        """A twelfth of the annual wage."""
        return (Decimal(self.annual_wage) / 12).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Employee:
    """One employee.

    :ivar version: version of the data, sent with a report to state which data was checked
    :ivar status: of today, in a list for those who may see absences
    """

    employee_id: str
    number: str
    version: int | None
    name: str
    listed_name: str
    birth_date: date | None
    phone: str | None
    function: str | None
    department: str | None
    employed_from: date | None
    employed_until: date | None
    departure_reason: str | None
    annual_wage: str | None
    contract_hours: str | None
    wages: tuple[Wage, ...]
    status: str | None

    @classmethod
    def of(cls, body: Json) -> "Employee":
        """Build from absence's response."""
        person = body.get("person") or body
        wages = tuple(Wage(as_date(w.get("valid_from")), str(w["annual_wage"]), w.get("contract_hours"))
                      for w in body.get("wages") or ())
        latest = wages[-1] if wages else None
        return cls(
            employee_id=str(body["employee_id"]), number=str(body.get("employee_number") or ""), version=body.get("version"),
            name=full_name(person), listed_name=listed_name(person),
            birth_date=as_date(person.get("birth_date")), phone=person.get("phone"), function=body.get("function"),
            department=body.get("department"), employed_from=as_date(body.get("employed_from")),
            employed_until=as_date(body.get("employed_until")), departure_reason=body.get("departure_reason"),
            annual_wage=body.get("annual_wage") or (latest.annual_wage if latest else None),
            contract_hours=body.get("contract_hours") or (latest.contract_hours if latest else None), wages=wages,
            status=body.get("status"))

    @property
    def facts(self) -> Facts:
        """What a form about the employee rests on."""
        return {"de naam": self.name, "de functie": self.function or NOTHING, "de afdeling": self.department or NOTHING,
                "het jaarloon": euros(self.annual_wage), "het aantal uren per week": number(self.contract_hours),
                "de laatste dag in dienst": day(self.employed_until)}


def names(bodies: Iterable[Json]) -> dict[str, str]:
    """The name of each employee by id."""
    return {employee.employee_id: employee.name for employee in map(Employee.of, bodies)}
