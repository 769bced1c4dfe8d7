"""Request and response bodies of changes of employees."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load
from marshmallow import fields as ma

from services.absence.api.schemas import EmployeeViewSchema, WageSchema
from services.absence.queries.employee_list import ORDERS as KEYS
from services.absence.queries.employee_list import Group
from shared.access.visible import ValuesOf, VisibleSchema, of
from shared.fields.contact import parse_phone
from shared.fields.dates import BIRTH_DATE, QUERY_DATE, SERVICE_DATE, WAGE_DATE
from shared.fields.identifiers import parse_employee_number, parse_id
from shared.fields.names import parse_infix, parse_name
from shared.fields.text import parse_occupation, parse_search
from shared.web.fields import Choice, CodedMessage, Day, Word, Written
from shared.web.pages import PageQuery

ORDERS = (*KEYS, *(f"-{key}" for key in KEYS))
"""Ascending and, after a hyphen, descending."""


class EmployeeSearch(Schema):
    """What the list, its counts and its file have in common."""

    search = Written(parse_search, load_default=None)


class EmployeeCountQuery(EmployeeSearch):
    """Query parameters of the counts."""


class EmployeeExportQuery(EmployeeSearch):
    """Query parameters of the file."""

    group = Choice(Group, load_default=None)
    order = Word(ORDERS, load_default="name")


class EmployeeQuery(PageQuery, EmployeeSearch):
    """Query parameters of the employee list."""

    employee_id = ma.List(Written(parse_id), data_key="employeeId", load_default=())
    in_service_on = Day(QUERY_DATE, data_key="inServiceOn", load_default=None)
    group = Choice(Group, load_default=None)
    order = Word(ORDERS, load_default="id")


class ListedEmployeeSchema(EmployeeViewSchema):
    """An employee in the list; whether he is sick is seen by those who may see absences."""

    status = of("absence", ma.String())


class EmployeeCountSchema(VisibleSchema):
    """How many employees were found, and how many of them belong to each group."""

    found = ma.Integer()
    in_service = ma.Integer()
    coming = ma.Integer()
    left = ma.Integer()
    sick = of("absence", ma.Integer())
    partially_recovered = of("absence", ma.Integer())


class EmployeeEditSchema(Schema):
    """New values of an employee; a field that is left out stays as it is, null erases an optional one."""

    employee_number = Written(parse_employee_number)
    first_name = Written(parse_name)
    infix = Written(parse_infix, allow_none=True)
    last_name = Written(parse_name)
    birth_date = Day(BIRTH_DATE)
    phone = Written(parse_phone, allow_none=True)
    function = Written(parse_occupation, allow_none=True)
    department = Written(parse_occupation, allow_none=True)
    employed_from = Day(SERVICE_DATE)
    effective_on = Day(SERVICE_DATE)

    @post_load
    def arguments(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The arguments of the use case.

        :raises ValidationError: if the body names no field
        """
        effective_on = data.pop("effective_on", None)
        if not data:
            raise ValidationError({"_schema": [CodedMessage("input.required", "Noem wat er wijzigt.")]})
        return {"values": data, "effective_on": effective_on}


class WageWithdrawalSchema(Schema):
    """The first day of the wage to withdraw."""

    valid_from = Day(WAGE_DATE, required=True)


class EmployeeChangeSchema(Schema):
    """An entry of an employee's history."""

    change_id = ma.String()
    recorded_at = ma.AwareDateTime(format="iso")
    actor_id = ma.String()
    kind = ma.String()
    effective_on = ma.Date()
    old = ValuesOf(EmployeeViewSchema, WageSchema, allow_none=True)
    new = ValuesOf(EmployeeViewSchema, WageSchema, allow_none=True)
    withdrawn_at = ma.AwareDateTime(format="iso", allow_none=True)
