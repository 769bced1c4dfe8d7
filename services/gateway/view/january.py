"""View models of the January round: the round, its employees, and the changes that a form makes."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import as_date
from services.gateway.view.forms import Form
from shared.fields.numbers import ANNUAL_WAGE, WEEKLY_HOURS, in_dutch

Json = Mapping[str, Any]
WAGE, HOURS = "loon-", "uren-"
CHANGES = {"JOINED": "Nieuw in dienst", "LEFT": "Uit dienst", "WAGE": "Ander loon", "HOURS": "Andere uren"}


@dataclass(frozen=True, slots=True)
class Round:
    """A January round."""

    year: int
    policy_number: str
    deadline: date | None
    state: str

    @classmethod
    def of(cls, body: Json) -> "Round":
        """Build from absence's response."""
        return cls(int(body["year"]), str(body["policy_number"]), as_date(body["deadline"]), str(body["state"]))

    @property
    def is_open(self) -> bool:
        """Whether the data were not submitted yet."""
        return self.state != "SUBMITTED"

    @property
    def is_late(self) -> bool:
        """Whether the deadline passed."""
        return self.state == "LATE"


@dataclass(frozen=True, slots=True)
class Checked:
    """An employee in a January round, with wage and hours of 1 January, and the wage of a year before.

    :ivar part: the part in both premiums, None if it is not known
    """

    employee_id: str
    name: str
    wage: Decimal
    hours: Decimal
    wage_before: Decimal
    changes: list[str]
    part: Json | None

    @classmethod
    def of(cls, body: Json, part: Json | None) -> "Checked":
        """Build from the responses of absence and billing."""
        return cls(str(body["employee_id"]), str(body["name"]), Decimal(body["annual_wage"]), Decimal(body["contract_hours"]),
                   Decimal(body["annual_wage_before"]), [CHANGES.get(change, change) for change in body["changes"]], part)

    @property
    def fields(self) -> dict[str, str]:
        """The values of the form's fields as recorded."""
        return {WAGE + self.employee_id: in_dutch(self.wage, 2), HOURS + self.employee_id: in_dutch(self.hours)}


@dataclass(frozen=True, slots=True)
class Changes:
    """Annual wages and weekly hours from 1 January by employee id."""

    wages: dict[str, str]
    hours: dict[str, str]

    @property
    def employee_ids(self) -> list[str]:
        """Those with a change."""
        return sorted({*self.wages, *self.hours})


def ids_in(typed: Iterable[str]) -> list[str]:
    """The employees that a form names."""
    return [name.removeprefix(WAGE) for name in typed if name.startswith(WAGE)]


def read_changes(form: Form, employees: Iterable[Checked]) -> Changes:
    """What the form changes for these employees; errors are recorded in the form, with the name of the employee."""
    wages, hours = {}, {}
    for each in employees:
        wage = form.number(WAGE + each.employee_id, ANNUAL_WAGE, "Vul het jaarloon in.")
        week = form.number(HOURS + each.employee_id, WEEKLY_HOURS, "Vul de uren per week in.")
        for name in (WAGE + each.employee_id, HOURS + each.employee_id):
            if name in form.errors:
                form.errors[name] = f"{each.name}: {form.errors[name]}"
        if wage is not None and wage != each.wage:
            wages[each.employee_id] = f"{wage:.2f}"
        if week is not None and week != each.hours:
            hours[each.employee_id] = str(week)
    return Changes(wages, hours)


def changed_fields(kept: Mapping[str, str], typed: Mapping[str, str], here: Iterable[str], changes: Changes) -> dict[str, str]:
    """The fields to keep: those kept from other pages, and from this page those of changed employees.

    :param here: the employees of this page
    """
    on_this_page = {prefix + each for each in here for prefix in (WAGE, HOURS)}
    changed = {prefix + each for each in changes.employee_ids for prefix in (WAGE, HOURS)}
    return {name: text for name, text in kept.items() if name not in on_this_page} | {
        name: typed[name] for name in changed if name in typed}


def wages_in(typed: Mapping[str, str]) -> dict[str, str]:
    """The annual wages among kept fields, by employee id."""
    form = Form(typed)
    wages = {each: form.number(WAGE + each, ANNUAL_WAGE) for each in ids_in(typed)}
    return {each: f"{wage:.2f}" for each, wage in wages.items() if wage is not None}
