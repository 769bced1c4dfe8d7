"""HTTP API of employees."""
from typing import Any

from flask import Response

from services.absence import queries
from services.absence.api import schemas
from services.absence.usecases.employees.add_employee import EmployeeData, add_employee
from services.absence.usecases.employees.end_employment import end_employment
from services.absence.usecases.employees.set_leave import set_leave
from services.absence.usecases.employees.set_wage import set_wage
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("employees", __name__, url_prefix="/v1")

STAFF = ("insurer_claims",)


def _shown(view: queries.EmployeeView) -> Any:
    return with_etag(view, view.employee.version)


@blueprint.get("/employees")
@may_read("employee", staff=STAFF)
@blueprint.arguments(schemas.EmployeeQuery, location="query")
@blueprint.response(200, list_of(schemas.EmployeeViewSchema))
def get_employees(query: dict[str, Any]) -> Any:
    """List the employees of the actor's employer."""
    return read(queries.list_employees, actor=current_actor(), **query)


@blueprint.post("/employees")
@may_write("employee")
@idempotent
@blueprint.arguments(schemas.EmployeeSchema)
@blueprint.response(201, schemas.EmployeeViewSchema)
def post_employee(body: EmployeeData) -> Any:
    """Add an employee."""
    employee = transaction(add_employee, actor=current_actor(), command=body)
    return _shown(queries.EmployeeView(employee, employee.wages[-1]))


@blueprint.get("/employees/count")
@may_read("employee", staff=STAFF)
@blueprint.response(200, schemas.EmployeeCountSchema)
def get_employee_count() -> Any:
    """Count the employees in service."""
    return {"in_service": read(queries.count_employees, actor=current_actor())}


@blueprint.get("/employees/<employee_id>")
@may_read("employee", staff=STAFF)
@blueprint.response(200, schemas.EmployeeViewSchema)
def get_employee(employee_id: str) -> Any:
    """One employee."""
    return _shown(read(queries.get_employee, actor=current_actor(), employee_id=employee_id))


@blueprint.post("/employees/<employee_id>/wages")
@may_write("wage")
@idempotent
@changes
@blueprint.arguments(schemas.WageSchema)
@blueprint.response(201, schemas.EmployeeViewSchema)
def post_wage(body: dict[str, Any], employee_id: str, version: int | None) -> Any:
    """Record a wage that is valid from a date."""
    employee = transaction(set_wage, actor=current_actor(), employee_id=employee_id, version=version, **body)
    return _shown(queries.EmployeeView(employee, employee.wages[-1]))


@blueprint.post("/employees/<employee_id>/departures")
@may_write("departure")
@idempotent
@changes
@blueprint.arguments(schemas.DepartureSchema)
def post_departure(body: dict[str, Any], employee_id: str, version: int | None) -> Response:
    """Record the last day in service."""
    transaction(end_employment, actor=current_actor(), employee_id=employee_id, version=version, **body)
    return Response(status=204)


@blueprint.post("/employees/<employee_id>/leaves")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.LeaveSchema)
@blueprint.response(201, schemas.LeaveSchema)
def post_leave(body: dict[str, Any], employee_id: str, version: int | None) -> Any:
    """Record leave."""
    return transaction(set_leave, actor=current_actor(), employee_id=employee_id, version=version, **body)


@blueprint.put("/employees/<employee_id>/leaves/<leave_id>")
@may_write("absence")
@changes
@blueprint.arguments(schemas.LeaveSchema)
@blueprint.response(200, schemas.LeaveSchema)
def put_leave(body: dict[str, Any], employee_id: str, leave_id: str, version: int | None) -> Any:
    """Change the dates of leave."""
    return transaction(set_leave, actor=current_actor(), employee_id=employee_id, leave_id=leave_id,
                       version=version, **body)
