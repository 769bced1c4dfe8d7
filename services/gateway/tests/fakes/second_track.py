"""Second tracks in the fake casework service. For tests only."""
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fakes.conflict import STANDS


def track_row(**more: Any) -> dict[str, Any]:
    """A track that runs without applications, with a placement whose recovery is not reported, in casework's response."""
    return {"track_id": "track-1", "absence_number": "V-2026-0002", "provider": "Stap Verder B.V.", "work": "OTHER",
            "responsible_party": "EMPLOYER", "started_on": "2026-03-02", "status": "RUNNING", "closed_on": None,
            "closing_reason": None, "contacts": [], "contact_log": [], "contact_due_on": "2026-04-13", "reports": [],
            "report_due_on": "2026-04-13", "placements": [], "warnings": ["ORIENTATION_ONLY"],
            "reminders": ["CONTACT_OVERDUE", "REPORT_OVERDUE"]} | more


def add_second_track(app: Flask) -> None:
    """Add the routes."""
    shown: dict[str, Any] = {"version": 1, "last_day": "2027-12-31", "tracks": [track_row()]}

    @app.get("/v1/dossiers/<number>/second-tracks")
    def second_tracks(number: str) -> Any:
        return jsonify(shown)

    @app.post("/v1/dossiers/<number>/second-tracks")
    def start_track(number: str) -> Any:
        shown["tracks"].append(track_row(track_id="track-2", warnings=[], reminders=[], **request.get_json()))
        return jsonify(shown), 201

    @app.post("/v1/dossiers/<number>/situation-changes", endpoint="situation-changes")
    @app.post("/v1/dossiers/<number>/reassessments", endpoint="reassessments")
    def request_step(number: str) -> Any:
        is_change = request.path.endswith("changes")
        return jsonify(code="EXTRA_DOCTOR_REVIEW" if is_change else "LABOUR_EXPERT_REASSESSMENT", requested_on="2026-06-15",
                       due_on="2026-06-29"), 201

    @app.post("/v1/dossiers/<number>/second-tracks/<track_id>/<act>")
    def act_on_track(number: str, track_id: str, act: str) -> Any:
        row, body = next(one for one in shown["tracks"] if one["track_id"] == track_id), request.get_json()
        if act == "closing":
            row |= {"status": "CLOSED", "closed_on": "2026-06-15", "closing_reason": body["reason"]}
        elif act == "contacts":
            row["contact_log"].append({"contact_id": f"contact-{len(row['contact_log'])}", **STANDS, **body})
        elif act == "progress-reports":
            row["reports"].append({"report_id": f"report-{len(row['reports'])}", **STANDS, **body})
        else:
            row["placements"].append(body | {
                "placement_id": "placement-1", "absence_number": number, "recovered_pct": "40.00", "confirm_by": "2026-07-08",
                "confirmed": False, "withdrawn_on": None})
        return jsonify(shown), 200 if act == "closing" else 201

    _add_withdrawals(app, shown)


def _add_withdrawals(app: Flask, shown: dict[str, Any]) -> None:
    @app.post("/v1/dossiers/<number>/second-tracks/<track_id>/<any(contacts, 'progress-reports'):kind>/<record_id>/withdrawal")
    def take_back_entry(number: str, track_id: str, kind: str, record_id: str) -> Any:
        row = next(one for one in shown["tracks"] if one["track_id"] == track_id)
        entry = next(one for one in row["contact_log" if kind == "contacts" else "reports"] if record_id in one.values())
        entry |= {"withdrawn_on": "2026-06-15", "withdrawal_reason": request.get_json()["reason"]}
        return jsonify(shown)

    @app.post("/v1/dossiers/<number>/second-tracks/<track_id>/placements/<placement_id>/withdrawal")
    def withdraw_placement(number: str, track_id: str, placement_id: str) -> Any:
        row = next(one for one in shown["tracks"] if one["track_id"] == track_id)
        row["placements"][0]["withdrawn_on"] = "2026-06-15"
        return jsonify(shown)
