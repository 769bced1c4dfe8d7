"""Changes of employees and their history in the stand-in of absence. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify, request

CHANGES = [
    {"change_id": "c-3", "recorded_at": "2026-06-10T09:00:00+00:00", "actor_id": "acc-anna", "kind": "WAGE",
     "effective_on": "2026-07-01", "old": None, "withdrawn_at": None,
     "new": {"valid_from": "2026-07-01", "annual_wage": "41000.00", "contract_hours": "40"}},
    {"change_id": "c-2", "recorded_at": "2026-05-10T09:00:00+00:00", "actor_id": "acc-other", "kind": "EDITED",
     "effective_on": "2026-05-01", "old": {"function": None}, "new": {"function": "Bakker"},
     "withdrawn_at": "2026-05-11T09:00:00+00:00"},
    {"change_id": "c-1", "recorded_at": "2020-01-01T09:00:00+00:00", "actor_id": "acc-other", "kind": "ADDED",
     "effective_on": "2020-01-01", "old": None, "new": None, "withdrawn_at": None}]


def add_employee_changes(app: Flask, data: Callable[[str], Any], stale: Callable[[int], Any]) -> None:
    """The routes of absence that change employees and show what was changed."""
    def changed(key: str) -> Any:
        found = next(one for one in data("employees") if one["employee_id"] == key)
        return stale(found["version"]) or jsonify(found | {"version": found["version"] + 1})

    app.get("/v1/employees/<key>/history", endpoint="history")(lambda key: jsonify(items=CHANGES, next=None))
    app.post("/v1/employees/<key>/history/<change>/withdrawal", endpoint="take-back")(lambda key, change: changed(key))
    app.post("/v1/employees/<key>/wages/withdrawals", endpoint="withdraw-wage")(changed)

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
