"""Fakes of the January round: absence's campaigns and billing's preview. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify, request

YEAR = 2026
JANUARY = {"year": YEAR, "policy_number": "P-2026-1", "opened_on": "2026-01-01", "deadline": "2026-01-31", "state": "LATE",
           "submitted_at": None}
PAST = {"payroll": "300000.00", "definitive": "11550.00", "invoiced": "11000.00", "settlement": "550.00"}
NEW = {"payroll": "310000.00", "before": "11550.00", "provisional": "11935.00", "remainder": "0.00",
       "instalments": [{"on": "2026-07-01", "amount": "1155.00"}]}
RATE = 0.0385


def employees(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The employees in service; only the first had a raise."""
    return [{"employee_id": one["employee_id"], "name": " ".join(
        part for part in (one["first_name"], one.get("infix"), one["last_name"]) if part),
        "employee_number": one["employee_number"], "employed_from": one["employed_from"],
        "employed_until": one["employed_until"], "annual_wage": "40000.00", "contract_hours": "36",
        "annual_wage_before": "38500.00", "contract_hours_before": "36", "changes": ["WAGE"] if number == 0 else []}
        for number, one in enumerate(data["employees"]) if one["employed_until"] is None]


def add_january(app: Flask, data_of: Callable[[str], Any], service: str) -> None:
    """Add the routes of absence and billing."""
    if service == "absence":
        _absence(app, data_of)
    if service == "billing":
        app.post("/v1/policies/<number>/january-previews", endpoint="preview")(lambda number: _preview(data_of))
        app.get("/v1/policies/<number>/premium-years", endpoint="premium_years")(lambda number: jsonify(next=None, items=[
            {"year": YEAR - 1, "state": "SETTLED", "definitive": "11550.00", "provisional": "11000.00", "settlement": "550.00"},
            {"year": YEAR, "state": "PROVISIONAL", "definitive": None, "provisional": "11935.00", "settlement": None}]))


def _absence(app: Flask, data_of: Callable[[str], Any]) -> None:
    app.get("/v1/data-campaigns", endpoint="campaigns")(lambda: jsonify(items=data_of("campaigns"), next=None))

    @app.get("/v1/data-campaigns/<int:year>/employees")
    def campaign_employees(year: int) -> Response:
        ids = request.args.getlist("employeeId")
        found = [one for one in employees({"employees": data_of("employees")})
                 if (not ids or one["employee_id"] in ids) and (one["changes"] or request.args.get("changed") != "true")]
        return jsonify(items=found, next=None)

    @app.post("/v1/data-campaigns/<int:year>/submissions")
    def submit(year: int) -> Any:
        data_of("campaigns")[0]["state"] = "SUBMITTED"
        return jsonify(year=year, employees_confirmed=6), 201


def _preview(data_of: Callable[[str], Any]) -> Response:
    wages = request.get_json()["wages"]
    parts = [{"employee_id": one["employee_id"], "past": "1482.25", "new": f"{float(wage) * RATE:.2f}",
              "difference": f"{float(wage) * RATE - 1482.25:.2f}"}
             for one in employees({"employees": data_of("employees")})
             for wage in [wages.get(one["employee_id"], one["annual_wage"])]]
    return jsonify(year=YEAR, past=PAST, new=NEW, employees=parts)
