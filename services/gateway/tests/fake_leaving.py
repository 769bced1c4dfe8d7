"""Leave and the end of the employment in the stand-ins of absence and casework. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

MATERNITY = {"leave_id": "l-1", "kind": "MATERNITY", "start": "2026-05-04", "end": "2026-08-23"}


def add_leave(app: Flask, data: Callable[[str], Any], stale: Callable[[int], Any]) -> None:
    """The routes of absence about leave, and the withdrawal of a departure."""
    def version_of(key: str) -> int:
        return int(next(one for one in data("employees") if one["employee_id"] == key)["version"])

    def one(leave_id: str) -> Any:
        return next(leave for leave in data("leaves") if leave["leave_id"] == leave_id)

    app.get("/v1/employees/<key>/leaves", endpoint="leaves")(lambda key: jsonify(items=data("leaves"), next=None))
    app.post("/v1/employees/<key>/departures/withdrawals", endpoint="withdraw-departure")(
        lambda key: stale(version_of(key)) or ("", 204))

    @app.post("/v1/employees/<key>/leaves")
    def take(key: str) -> Any:
        if refusal := stale(version_of(key)):
            return refusal
        data("leaves").append({"leave_id": "l-2"} | request.get_json())
        return jsonify(data("leaves")[-1]), 201

    @app.put("/v1/employees/<key>/leaves/<leave_id>")
    def change(key: str, leave_id: str) -> Any:
        one(leave_id).update(request.get_json())
        return stale(version_of(key)) or jsonify(one(leave_id))

    @app.post("/v1/employees/<key>/leaves/<leave_id>/withdrawals")
    def withdraw(key: str, leave_id: str) -> Any:
        row = one(leave_id)
        data("leaves").remove(row)
        return jsonify(row), 201


def ex_employee(**values: Any) -> dict[str, Any]:
    """Somebody who left sick, in casework's response."""
    return {"absence_number": "V-2026-0009", "employee_number": "9", "employee_name": "Roos Kuiper", "last_day": "2026-05-12",
            "sick_days": 72, "ends_on": "2028-02-27", "keep_until": "2031-05-12", "follow_ups": []} | values


def add_leave_in_case(app: Flask, data: Callable[[str], Any]) -> None:
    """The routes of casework about leave and about employees who left sick."""
    def etag(body: Any) -> Any:
        answer = jsonify(body)
        answer.headers["ETag"] = '"3"'
        return answer

    app.get("/v1/own-risk", endpoint="own-risk")(lambda: etag(data("own_risk")))
    app.get("/v1/ex-employees", endpoint="ex-employees")(lambda: jsonify(items=data("ex_employees"), next=None))

    @app.put("/v1/own-risk")
    def bear() -> Any:
        data("own_risk").update(request.get_json())
        return etag(data("own_risk"))

    @app.post("/v1/ex-employees/<number>/follow-ups")
    def follow(number: str) -> Any:
        contact = {"follow_up_id": "f-1"} | request.get_json()
        next(one for one in data("ex_employees") if one["absence_number"] == number)["follow_ups"].append(contact)
        return jsonify(contact), 201

    app.get("/v1/dossiers/<number>/leaves", endpoint="leaves-in-case")(lambda number: jsonify(
        items=[leave | {"days_not_counted": 43} for leave in data("leaves")], next=None))
