"""HTTP API of the end of a contract: what is due, and the register of employees who left sick (R-135, R-159)."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.departure.own_risk import OwnRisk, Situation
from services.casework.queries.departure import TransitionQuestion, calculate_transition
from services.casework.queries.leavers import list_ex_employees, show_own_risk
from services.casework.usecases.departure.follow_ex_employee import Contact, follow_ex_employee
from services.casework.usecases.departure.set_own_risk import set_own_risk
from shared.access.list_readings import read_list
from shared.fields.dates import CASE_DATE, SERVICE_DATE
from shared.fields.numbers import ANNUAL_WAGE, MONTH_WAGE
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Amount, Choice, Day, Flag, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("departure", __name__, url_prefix="/v1")


class TransitionQuerySchema(Schema):
    """A contract that ends on the employer's initiative; the wage is gross, not lowered by sickness."""

    employed_from = Day(SERVICE_DATE, required=True)
    last_day = Day(SERVICE_DATE, required=True)
    monthly_wage = Amount(MONTH_WAGE, required=True)
    annual_wage = Amount(ANNUAL_WAGE, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> TransitionQuestion:
        return TransitionQuestion(**data)


class TransitionSchema(Schema):
    """The transition payment with the length of service, the maximum, and the first day of the law that was applied."""

    amount = Amount(attribute="payment.amount")
    maximum = Amount(attribute="payment.maximum")
    capped = ma.Boolean(attribute="payment.capped")
    years = ma.Integer(attribute="service.years")
    months = ma.Integer(attribute="service.months")
    days = ma.Integer(attribute="service.days")
    law_since = ma.Date()
    note = ma.String()


@blueprint.post("/transition-payments")
@may_write("wage")
@blueprint.arguments(TransitionQuerySchema)
@blueprint.response(200, TransitionSchema)
def post_transition_payment(body: TransitionQuestion) -> Any:
    """Calculate a transition payment; stores nothing."""
    return calculate_transition(body)


class OwnRiskSchema(Schema):
    """Which risks an employer bears himself."""

    zw = Flag(required=True)
    wga = Flag(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> OwnRisk:
        return OwnRisk(**data)


class FollowUpSchema(Schema):
    """A contact with an ex-employee."""

    followed_on = Day(CASE_DATE, required=True)
    situation = Choice(Situation, required=True)
    next_on = Day(CASE_DATE, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Contact:
        return Contact(**data)


class FollowUpViewSchema(Schema):
    """A recorded contact."""

    follow_up_id = ma.String()
    followed_on = ma.Date()
    situation = ma.String()
    next_on = ma.Date(allow_none=True)


class ExEmployeeSchema(Schema):
    """An employee who left sick, with the contacts afterwards."""

    absence_number = ma.String()
    employee_number = ma.String(attribute="employee.employee_number")
    employee_name = ma.String(attribute="employee.full_name")
    last_day = ma.Date()
    sick_days = ma.Integer()
    ends_on = ma.Date()
    keep_until = ma.Date()
    follow_ups = ma.List(ma.Nested(FollowUpViewSchema))


@blueprint.get("/own-risk")
@may_read("own_risk")
@blueprint.response(200, OwnRiskSchema)
def get_own_risk() -> Any:
    """Which risks the own employer bears himself."""
    return with_etag(*read(show_own_risk, actor=current_actor()))


@blueprint.put("/own-risk")
@may_write("own_risk")
@changes
@blueprint.arguments(OwnRiskSchema)
@blueprint.response(200, OwnRiskSchema)
def put_own_risk(body: OwnRisk, version: int | None) -> Any:
    """Record which risks the own employer bears; the plans of employees who left sick follow."""
    row = transaction(set_own_risk, actor=current_actor(), command=body, version=version)
    return with_etag(row, row.version)


@blueprint.get("/ex-employees")
@may_read("ex_employee")
@blueprint.response(200, list_of(ExEmployeeSchema))
def get_ex_employees() -> Any:
    """List the employees who left sick, for an employer who bears a risk."""
    return read_list("ex-employees", list_ex_employees, actor=current_actor())


@blueprint.post("/ex-employees/<absence_number>/follow-ups")
@may_write("ex_employee")
@idempotent
@blueprint.arguments(FollowUpSchema)
@blueprint.response(201, FollowUpViewSchema)
def post_follow_up(body: Contact, absence_number: str) -> Any:
    """Record a contact with an employee who left sick."""
    return transaction(follow_ex_employee, actor=current_actor(), absence_number=absence_number, command=body)
