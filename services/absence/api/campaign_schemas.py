"""Request and response bodies of the January round."""
from marshmallow import Schema
from marshmallow import fields as ma

from shared.fields.identifiers import parse_id
from shared.fields.numbers import ANNUAL_WAGE, WEEKLY_HOURS
from shared.web.fields import Amount, AmountsById, Number, NumbersById, Word, Written
from shared.web.pages import PageQuery


class CampaignSchema(Schema):
    """Wages and hours that change on 1 January, by employee id."""

    wages = AmountsById(parse_id, ANNUAL_WAGE, load_default=dict)
    hours = NumbersById(parse_id, WEEKLY_HOURS, load_default=dict)


class CampaignViewSchema(Schema):
    """A January round as shown."""

    year = ma.Integer()
    policy_number = ma.String()
    opened_on = ma.Date()
    deadline = ma.Date()
    state = ma.String()
    submitted_at = ma.AwareDateTime(allow_none=True)


class CampaignEmployeeQuery(PageQuery):
    """Query parameters of the employees in a January round."""

    changed = Word(("true", "false"), load_default="false")
    employee_id = ma.List(Written(parse_id), data_key="employeeId", load_default=())


class CampaignEmployeeSchema(Schema):
    """Wage and hours of an employee to check: those of 1 January and of a year before."""

    employee_id = ma.String(attribute="employee.employee_id")
    name = ma.String()
    employee_number = ma.String(attribute="employee.employee_number")
    employed_from = ma.Date(attribute="employee.employed_from")
    employed_until = ma.Date(attribute="employee.employed_until", allow_none=True)
    annual_wage = Amount(attribute="now.annual_wage")
    contract_hours = Number(attribute="now.contract_hours")
    annual_wage_before = Amount(attribute="before.annual_wage")
    contract_hours_before = Number(attribute="before.contract_hours")
    changes = ma.List(ma.String())


class ConfirmedDataSchema(Schema):
    """The number of employees whose data the employer confirmed for a year."""

    year = ma.Integer()
    employees_confirmed = ma.Integer()
