"""HTTP API of employees."""
from typing import Any

from flask import Response

from services.absence import queries
from services.absence.api import schemas
from services.absence.api.employee_files.export import FILES, employee_file
from services.absence.api.employee_schemas import (
    EmployeeChangeSchema,
    EmployeeCountQuery,
    EmployeeCountSchema,
    EmployeeEditSchema,
    EmployeeExportQuery,
    EmployeeQuery,
    ListedEmployeeSchema,
    WageWithdrawalSchema,
)
from services.absence.queries import employee_list
from services.absence.queries.employee_list import EmployeeView, Group
from services.absence.store import Employee
from services.absence.usecases.employees.add_employee import EmployeeData, add_employee
from services.absence.usecases.employees.edit_employee import edit_employee
from services.absence.usecases.employees.end_employment import end_employment, withdraw_departure
from services.absence.usecases.employees.set_leave import set_leave, withdraw_leave
from services.absence.usecases.employees.set_wage import set_wage
from services.absence.usecases.employees.withdraw_change import withdraw_change
from services.absence.usecases.employees.withdraw_wage import withdraw_wage
from shared.access.matrix import groups
from shared.kernel.refusals import Forbidden
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("employees", __name__, url_prefix="/v1")

STAFF = ("insurer_claims",)


def _shown(view: EmployeeView) -> Any:
    return with_etag(view, view.employee.version)


def _present(employee: Employee) -> Any:
    """The answer with an employee that was just changed."""
    return _shown(EmployeeView(employee, employee.wages[-1]))


def _check_group(group: Group | None) -> None:
    """Refuse to pick the sick for a reader who may not see who is sick."""
    if group is Group.SICK and not groups()["absence"].may_read(current_actor()):
        raise Forbidden("right.missing", "U heeft geen recht om te zien wie er ziek is. Vraag het aan uw hoofdcontactpersoon.")


@blueprint.get("/employees")
@may_read("employee", staff=STAFF)
@blueprint.arguments(EmployeeQuery, location="query")
@blueprint.response(200, list_of(ListedEmployeeSchema))
def get_employees(query: dict[str, Any]) -> Any:
    """List the employees of the actor's employer."""
    _check_group(query["group"])
    return read(employee_list.list_employees, actor=current_actor(), **query)


@blueprint.post("/employees")
@may_write("employee")
@idempotent
@blueprint.arguments(schemas.EmployeeSchema)
@blueprint.response(201, schemas.EmployeeViewSchema)
def post_employee(body: EmployeeData) -> Any:
    """Add an employee."""
    return _present(transaction(add_employee, actor=current_actor(), command=body))


@blueprint.get("/employees/count")
@may_read("employee", staff=STAFF)
@blueprint.arguments(EmployeeCountQuery, location="query")
@blueprint.response(200, EmployeeCountSchema)
def get_employee_count(query: dict[str, Any]) -> Any:
    """Count the employees of the actor's employer that a search finds."""
    return read(employee_list.count_employees, actor=current_actor(), **query)


@blueprint.get("/employees/export.csv")
@may_read("wage", staff=())
@blueprint.arguments(EmployeeExportQuery, location="query")
@blueprint.response(200, {"type": "string"}, content_type=FILES["csv"])
def get_csv(query: dict[str, Any]) -> Response:
    """Get the employees as CSV; importing it again changes nothing."""
    return _file("csv", query)


@blueprint.get("/employees/export.xlsx")
@may_read("wage", staff=())
@blueprint.arguments(EmployeeExportQuery, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=FILES["xlsx"])
def get_xlsx(query: dict[str, Any]) -> Response:
    """Get the employees as a workbook; importing it again changes nothing."""
    return _file("xlsx", query)


def _file(kind: str, query: dict[str, Any]) -> Response:
    _check_group(query["group"])
    found = read(employee_list.find_employees, actor=current_actor(), **query)
    return Response(employee_file(found, kind), content_type=FILES[kind], headers={
        "Content-Disposition": f'attachment; filename="werknemers.{kind}"'})


@blueprint.get("/employees/<employee_id>")
@may_read("employee", staff=STAFF)
@blueprint.response(200, schemas.EmployeeViewSchema)
def get_employee(employee_id: str) -> Any:
    """One employee."""
    return _shown(read(employee_list.get_employee, actor=current_actor(), employee_id=employee_id))


@blueprint.patch("/employees/<employee_id>")
@may_write("employee")
@idempotent
@changes
@blueprint.arguments(EmployeeEditSchema)
@blueprint.response(200, schemas.EmployeeViewSchema)
def patch_employee(body: dict[str, Any], employee_id: str, version: int | None) -> Any:
    """Change the data of an employee; the values before stay in the history."""
    return _present(transaction(edit_employee, actor=current_actor(), employee_id=employee_id, version=version, **body))


@blueprint.get("/employees/<employee_id>/history")
@may_read("employee", staff=STAFF)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(EmployeeChangeSchema))
def get_changes(query: dict[str, Any], employee_id: str) -> Any:
    """What was recorded of an employee, the latest first."""
    return read(queries.list_changes, actor=current_actor(), employee_id=employee_id, **query)


@blueprint.post("/employees/<employee_id>/history/<change_id>/withdrawal")
@may_write("employee")
@idempotent
@changes
@blueprint.response(200, schemas.EmployeeViewSchema)
def post_withdrawal(employee_id: str, change_id: str, version: int | None) -> Any:
    """Take back a change: the values before apply again."""
    return _present(transaction(withdraw_change, actor=current_actor(), employee_id=employee_id, change_id=change_id,
                                version=version))


@blueprint.post("/employees/<employee_id>/wages/withdrawals")
@may_write("wage")
@idempotent
@changes
@blueprint.arguments(WageWithdrawalSchema)
@blueprint.response(200, schemas.EmployeeViewSchema)
def post_wage_withdrawal(body: dict[str, Any], employee_id: str, version: int | None) -> Any:
    """Withdraw a wage that should not have been recorded."""
    return _present(transaction(withdraw_wage, actor=current_actor(), employee_id=employee_id, version=version, **body))


@blueprint.post("/employees/<employee_id>/wages")
@may_write("wage")
@idempotent
@changes
@blueprint.arguments(schemas.WageSchema)
@blueprint.response(201, schemas.EmployeeViewSchema)
def post_wage(body: dict[str, Any], employee_id: str, version: int | None) -> Any:
    """Record a wage that is valid from a date."""
    return _present(transaction(set_wage, actor=current_actor(), employee_id=employee_id, version=version, **body))


@blueprint.post("/employees/<employee_id>/departures")
@may_write("departure")
@idempotent
@changes
@blueprint.arguments(schemas.DepartureSchema)
@blueprint.response(204)
def post_departure(body: dict[str, Any], employee_id: str, version: int | None) -> Response:
    """Record the last day in service."""
    transaction(end_employment, actor=current_actor(), employee_id=employee_id, version=version, **body)
    return Response(status=204)


@blueprint.post("/employees/<employee_id>/departures/withdrawals")
@may_write("departure")
@idempotent
@changes
@blueprint.arguments(schemas.WithdrawalSchema)
def post_departure_withdrawal(body: dict[str, Any], employee_id: str, version: int | None) -> Response:
    """Withdraw the last day in service."""
    transaction(withdraw_departure, actor=current_actor(), employee_id=employee_id, version=version)
    return Response(status=204)


@blueprint.get("/employees/<employee_id>/leaves")
@may_read("absence", staff=STAFF)
@blueprint.response(200, list_of(schemas.LeaveViewSchema))
def get_leaves(employee_id: str) -> Any:
    """List the leave of an employee."""
    return {"items": read(queries.list_leaves, actor=current_actor(), employee_id=employee_id), "next": None}


@blueprint.post("/employees/<employee_id>/leaves/<leave_id>/withdrawals")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.WithdrawalSchema)
@blueprint.response(201, schemas.LeaveViewSchema)
def post_leave_withdrawal(body: dict[str, Any], employee_id: str, leave_id: str, version: int | None) -> Any:
    """Withdraw leave."""
    return transaction(withdraw_leave, actor=current_actor(), employee_id=employee_id, leave_id=leave_id, version=version)


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
