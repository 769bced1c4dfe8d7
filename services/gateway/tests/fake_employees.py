"""Employees in the stand-in of absence: list, counts, file, changes and history. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify, request

from services.gateway.tests.fake_administration import page_of
from services.gateway.tests.fake_leaving import add_leave
from shared.kernel.folding import fold

CHANGES = [
    {"change_id": "c-3", "recorded_at": "2026-06-10T09:00:00+00:00", "actor_id": "acc-anna", "kind": "WAGE",
     "effective_on": "2026-07-01", "old": None, "withdrawn_at": None,
     "new": {"valid_from": "2026-07-01", "annual_wage": "41000.00", "contract_hours": "40"}},
    {"change_id": "c-2", "recorded_at": "2026-05-10T09:00:00+00:00", "actor_id": "acc-other", "kind": "EDITED",
     "effective_on": "2026-05-01", "old": {"function": None}, "new": {"function": "Bakker"},
     "withdrawn_at": "2026-05-11T09:00:00+00:00"},
    {"change_id": "c-1", "recorded_at": "2020-01-01T09:00:00+00:00", "actor_id": "acc-other", "kind": "ADDED",
     "effective_on": "2020-01-01", "old": None, "new": None, "withdrawn_at": None}]


DISPUTE = {"employee_name": "Anna van den Berg", "dispute": {
    "dispute_id": "d-1", "employee_id": "e-1", "absence_number": "V-2026-0001", "raised_at": "2026-06-15T07:05:00+00:00",
    "raised_by": "acc-reporter", "outcome": None, "reason_code": None, "settled_at": None, "settled_by": None}}


def add_employee_changes(app: Flask, data: Callable[[str], Any], stale: Callable[[int], Any]) -> None:
    """The routes of absence that change employees and show what was changed, and those of leave."""
    add_leave(app, data, stale)

    def changed(key: str) -> Any:
        found = next(one for one in data("employees") if one["employee_id"] == key)
        return stale(found["version"]) or jsonify(found | {"version": found["version"] + 1})

    app.get("/v1/employees/<key>/history", endpoint="history")(lambda key: jsonify(items=CHANGES, next=None))
    app.post("/v1/employees/<key>/history/<change>/withdrawal", endpoint="take-back")(lambda key, change: changed(key))
    app.post("/v1/employees/<key>/wages/withdrawals", endpoint="withdraw-wage")(changed)

    @app.get("/v1/data-disputes")
    def disputes() -> Any:
        employee, only_open = request.args.get("employeeId"), request.args["open"] == "true"
        return jsonify(next=None, items=[one for one in data("disputes") if employee in (None, one["dispute"]["employee_id"])
                                         and not (only_open and one["dispute"]["outcome"])])

    @app.post("/v1/data-disputes/<dispute_id>/settlement")
    def settle_dispute(dispute_id: str) -> Any:
        row = next(one["dispute"] for one in data("disputes") if one["dispute"]["dispute_id"] == dispute_id)
        row |= request.get_json() | {"settled_at": "2026-06-15T09:00:00+00:00", "settled_by": "acc-anna"}
        return jsonify(row)

    @app.post("/v1/employees/<key>/wages")
    def wage(key: str) -> Any:
        answer = changed(key)
        return (answer, 201) if isinstance(answer, Response) else answer

    @app.post("/v1/employees/<key>/departures")
    def leave(key: str) -> Any:
        answer = changed(key)
        return ("", 204) if isinstance(answer, Response) else answer

    @app.patch("/v1/employees/<key>")
    def edit(key: str) -> Any:
        assert "effective_on" in request.get_json()
        return changed(key)


def add_employee_list(app: Flask, data_of: Callable[[str], Any]) -> None:
    """The routes of the list."""
    def found() -> list[dict[str, Any]]:
        return _in_order([one for one in data_of("employees") if _is_asked(one)])
    app.get("/v1/employees", endpoint="employees")(lambda: page_of(found()))
    app.get("/v1/employees/count", endpoint="count")(lambda: _count(data_of("employees")))
    app.get("/v1/employees/export.<kind>", endpoint="export")(
        lambda kind: "\n".join([kind, *(one["last_name"] for one in found())]))


def answers_to(employee: dict[str, Any], search: str) -> bool:
    """Whether the search finds an employee."""
    before = f"{employee['first_name']} {employee['infix'] or ''}"
    texts = (before, f"{employee['last_name']}, {before}", *(str(employee[name] or "") for name in (
        "employee_number", "function", "department")))
    return fold(search) in fold(" ".join(texts))


def _is_asked(employee: dict[str, Any]) -> bool:
    """Whether an employee matches the parameters of the request, as absence compares them."""
    asked, day, group = request.args.getlist("employeeId"), request.args.get("inServiceOn"), request.args.get("group")
    is_in_service = day is None or employee["employed_from"] <= day <= (employee["employed_until"] or day)
    return (answers_to(employee, request.args.get("search", "")) and is_in_service and group in (None, _group_of(employee))
            and (not asked or employee["employee_id"] in asked))


def _group_of(employee: dict[str, Any]) -> str:
    """The group of an employee; nobody is to come or to leave, or sick."""
    return "LEFT" if employee["employed_until"] else "IN_SERVICE"


def _count(employees: list[dict[str, Any]]) -> Any:
    found = [_group_of(one) for one in employees if answers_to(one, request.args.get("search", ""))]
    return jsonify(found=len(found), in_service=found.count("IN_SERVICE"), coming=0, left=found.count("LEFT"), sick=0,
                   partially_recovered=0)


def _in_order(employees: list[dict[str, Any]]) -> list[dict[str, Any]]:
    order = request.args.get("order", "name")
    keys: dict[str, Callable[[dict[str, Any]], Any]] = {
        "number": lambda one: (len(one["employee_number"]), one["employee_number"]),
        "employed_from": lambda one: one["employed_from"]}
    return sorted(employees, key=keys.get(order.removeprefix("-"), _by_name), reverse=order.startswith("-"))


def _by_name(employee: dict[str, Any]) -> Any:
    return fold(employee["last_name"]), fold(employee["first_name"])
