"""Request and response bodies of changes of employees."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load
from marshmallow import fields as ma

from services.absence.api.schemas import EmployeeViewSchema, WageSchema
from shared.access.visible import ValuesOf
from shared.fields.contact import parse_phone
from shared.fields.dates import BIRTH_DATE, SERVICE_DATE, WAGE_DATE
from shared.fields.identifiers import parse_employee_number
from shared.fields.names import parse_infix, parse_name
from shared.fields.text import parse_occupation
from shared.web.fields import CodedMessage, Day, Written


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
