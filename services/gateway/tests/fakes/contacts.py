"""The first contacts after a report in the fake casework service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import page_of, stale


def contact_row(**more: Any) -> dict[str, Any]:
    """A contact with an employer that is due, in casework's response."""
    return {"absence_number": "V-2026-0007", "employer_id": "emp-1", "company_name": "Bakkerij De Jong B.V.",
            "employee_name": "Mo El Amrani", "with_employee": False, "name": "Sanne de Wit", "phone": "+31113274600",
            "due_on": "2026-06-17", "ends_on": "2026-06-17", "is_late": False, "pause": None} | more


def paused_row() -> dict[str, Any]:
    """A contact whose clock pauses."""
    return contact_row(absence_number="V-2026-0002", ends_on="2026-06-19", pause={
        "pause_id": "pause-1", "reason": "EMPLOYER_CLOSED", "first_day": "2026-06-15", "last_day": "2026-06-16",
        "ends_on": "2026-06-19"})


def score_row() -> dict[str, Any]:
    """The score of a consultant."""
    return {"consultant_id": "acc-consultant", "name": "Sven Kok", "total": 8, "in_time": 7, "late": 1, "missed": 0,
            "share_in_time": "87.5"}


def add_contacts(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes."""

    @app.get("/v1/contacts")
    def contacts() -> Any:
        lists = data_of("contacts")
        return jsonify(items=lists[request.args["list"]], next=None, **{name.lower(): len(rows) for name, rows in lists.items()})

    @app.post("/v1/dossiers/<number>/contact-pauses")
    def pause(number: str) -> Any:
        return jsonify(paused_row()["pause"] | request.get_json()), 201

    app.post("/v1/dossiers/<number>/contact-pauses/<pause_id>/ending", endpoint="resume")(
        lambda number, pause_id: jsonify(paused_row()["pause"]))
    app.get("/v1/delegated-work", endpoint="delegated_work")(lambda: page_of(data_of("delegated_work")))

    @app.post("/v1/delegated-work/<completion_id>/countersignature")
    def countersign(completion_id: str) -> Any:
        data_of("delegated_work").clear()
        return jsonify(completion_id=completion_id, doctor_id="acc-doctor", signed_at="2026-06-15T10:00:00+02:00"), 201

    app.get("/v1/contact-scores", endpoint="contact_scores")(lambda: jsonify(items=[score_row()]))

    @app.get("/v1/employers/<key>/contact")
    def person(key: str) -> Any:
        found = data_of("contact_person")
        return jsonify(name=found["name"], phone=found["phone"]), 200, {"ETag": f'"{found["version"]}"'}

    @app.put("/v1/employers/<key>/contact")
    def set_person(key: str) -> Any:
        found = data_of("contact_person")
        if refusal := stale(found, "version"):
            return refusal
        found.update(request.get_json(), version=found["version"] + 1)
        return jsonify(name=found["name"], phone=found["phone"])
