"""Responses of the overviews."""
from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.api.schemas import StatisticsQuery, StatisticsSchema
from shared.fields.numbers import WholeRule
from shared.web.fields import Number, Whole
from shared.web.pages import MAX_LIMIT


class OverviewQuery(StatisticsQuery):
    """A period, for staff the employer, and how many rows to give at most; all without a limit."""

    limit = Whole(WholeRule(1, MAX_LIMIT), in_query=True, load_default=None)


class GroupFiguresSchema(Schema):
    """The figures of a department."""

    absence_pct = ma.Decimal(data_key="VP", as_string=True, allow_none=True)
    frequency = ma.Decimal(data_key="MF", as_string=True, allow_none=True)
    average_duration = ma.Decimal(data_key="GVD", as_string=True, allow_none=True)
    zero_absence_pct = ma.Decimal(data_key="NV", as_string=True, allow_none=True)


class GroupSchema(Schema):
    """A department; without figures if it has fewer than ten employees, or would reveal one that has."""

    name = ma.String()
    size = ma.Integer()
    figures = ma.Nested(GroupFiguresSchema, allow_none=True)


class CaseRowSchema(Schema):
    """A sick report, in the general overview and the management report."""

    absence_number = ma.String()
    employee_id = ma.String()
    employee = ma.String()
    department = ma.String(allow_none=True)
    first_sick_day = ma.Date()
    recovered_on = ma.Date(allow_none=True)
    days = ma.Integer()
    days_in_period = ma.Integer()
    recovered_pct = Number()
    status = ma.String()
    duration_class = ma.String()


class EmployeeRowSchema(Schema):
    """An employee, in the overview per employee."""

    employee_id = ma.String()
    employee = ma.String()
    department = ma.String(allow_none=True)
    absence_numbers = ma.List(ma.String())
    reports = ma.Integer()
    days = ma.Integer()
    weighted_days = Number()
    reports_12_months = ma.Integer()
    is_frequent_reporter = ma.Boolean()


class OverdueStepSchema(Schema):
    """A step whose due date passed."""

    absence_number = ma.String()
    code = ma.String()
    due_on = ma.Date()


class CountsSchema(Schema):
    """Further numbers of the management report; `late` counts all overdue steps."""

    running = ma.Integer()
    completed = ma.Integer()
    on_time = ma.Integer()
    sanctions = ma.Integer()
    late = ma.Integer()
    overdue = ma.List(ma.Nested(OverdueStepSchema))


class OverviewSchema(Schema):
    """An overview of a period, with the figures of the period before and of a year before; other kinds leave lists empty.

    `rows` counts all items or employees, also those beyond the limit.
    """

    kind = ma.String()
    calculated_on = ma.Date()
    notice = ma.String(allow_none=True)
    total = ma.Nested(StatisticsSchema)
    before = ma.Nested(StatisticsSchema)
    year_before = ma.Nested(StatisticsSchema)
    series = ma.List(ma.Nested(StatisticsSchema))
    rows = ma.Integer()
    items = ma.List(ma.Nested(CaseRowSchema), attribute="cases")
    employees = ma.List(ma.Nested(EmployeeRowSchema))
    groups = ma.List(ma.Nested(GroupSchema))
    counts = ma.Nested(CountsSchema, allow_none=True)
