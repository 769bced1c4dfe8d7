"""The complaint desk in the fake casework service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import page_of, stale

NOT_HANDLED: dict[str, Any] = {
    "status": "RECEIVED", "received_at": "2026-06-15T10:00:00+02:00", "submitted_by": "acc-employer", "due_on": "2026-07-27",
    "extension_reason": None, "answer": None, "answered_on": None, "outcome": None, "closed_on": None, "version": 1}
FIGURES: dict[str, Any] = {
    "received": 5, "answered_in_time": 3, "answered_late": 1, "overdue": 0, "extended": 1, "share_in_time": "75.0",
    "subjects": {"GUIDANCE": 4, "BENEFIT": 0, "PREMIUM": 0, "CONTACT": 0, "PORTAL": 1, "OTHER": 0},
    "outcomes": {"WELL_FOUNDED": 2, "PARTLY_FOUNDED": 0, "UNFOUNDED": 1, "WITHDRAWN": 1}}


def listed(row: Any) -> Any:
    """A complaint in a list."""
    return {"complaint": row, "company_name": "Bakkerij De Jong B.V.",
            "handler_name": None if row["status"] == "RECEIVED" else "Els Bos"}


def add_complaints(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes."""
    def find(number: str) -> Any:
        return next(row for row in data_of("complaints") if row["complaint_number"] == number)

    @app.get("/v1/complaints")
    def complaints() -> Any:
        rows, status = data_of("complaints"), request.args.get("status")
        counts = {one: sum(row["status"] == one for row in rows) for one in ("RECEIVED", "ASSIGNED", "ANSWERED", "CLOSED")}
        page = page_of([listed(row) for row in rows if status in (None, row["status"])]).json
        return jsonify(page | {"counts": counts})

    @app.post("/v1/complaints")
    def complain() -> Any:
        data_of("complaints").append(request.get_json() | NOT_HANDLED | {
            "complaint_number": f"K-2026-{len(data_of('complaints')) + 1:06d}", "employer_id": "emp-1"})
        return jsonify(data_of("complaints")[-1]), 201

    @app.get("/v1/complaints/<number>")
    def complaint(number: str) -> Any:
        return jsonify(listed=listed(find(number)), steps=[
            {"act": "RECEIVE", "taken_at": "2026-06-15T10:00:00+02:00", "taken_by": "acc-employer"}])

    @app.post("/v1/complaints/<number>/<act>")
    def act_on_complaint(number: str, act: str) -> Any:
        row, body = find(number), request.get_json()
        if refusal := stale(row, "version"):
            return refusal
        row |= {"assignment": {"status": "ASSIGNED"},
                "extension": {"extension_reason": body.get("reason"), "due_on": "2026-08-24"},
                "answer": {"status": "ANSWERED", "answer": body.get("text"), "answered_on": "2026-06-15"},
                "closing": {"status": "CLOSED", "outcome": body.get("outcome"), "closed_on": "2026-06-15"}}[act]
        row["version"] += 1
        return jsonify(row)

    app.get("/v1/complaint-figures", endpoint="complaint_figures")(lambda: jsonify(FIGURES))
