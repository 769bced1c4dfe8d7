"""The administration of a small stand-in: parked events that can be released and dropped. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, g, jsonify, request

NO_BACKLOG = {"outbox_pending": 0, "oldest_seconds": 0.0, "oldest_at": None, "parked": 0}
NOT_PARKED = {"type": "urn:problem:parked.unknown", "status": 404, "code": "parked.unknown", "detail": "Dit staat niet vast."}
FORBIDDEN = {"type": "urn:problem:right.missing", "status": 403, "code": "right.missing", "detail": "Geen recht."}


def parked_event(event_id: str = "e-1", **more: Any) -> dict[str, Any]:
    """A parked event as a service tells it."""
    return {"event_id": event_id, "type": "nl.verzuim.absence.sick-report.filed.v1", "topic": "ontzorg.absence.v1",
            "key": "019cad3e-6c00-7b02-8c44-51d0e7f3a921", "reason": "FAILED", "error": "ValueError: no policy on that day",
            "attempts": 1, "sequence": 4, "parked_at": "2026-06-15T08:05:00+00:00", "correlation_id": "c-1",
            "subject": "V-2026-000123", "behind": 3} | more


def add_administration(app: Flask, data: Callable[[str], Any], service: str) -> None:
    """The routes that every service has."""
    def parked() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = data("parked").setdefault(service, [])
        return found

    def done() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = data("resolutions").setdefault(service, [])
        return found

    @app.before_request
    def admit() -> Any:
        is_theirs = request.path.startswith("/admin/v1/parked")
        return (jsonify(FORBIDDEN), 403) if is_theirs and "platform_admin" not in g.actor.roles else None

    def find(event_id: str) -> dict[str, Any] | None:
        return next((one for one in parked() if one["event_id"] == event_id), None)

    def finish(event_id: str, action: str, explanation: str | None) -> Any:
        event = find(event_id)
        if event is None:
            return jsonify(NOT_PARKED), 404
        if "fails again" in event["error"]:
            return jsonify(released=0, waiting=event["behind"] + 1, error=event["error"])
        parked().remove(event)
        done().insert(0, event | {"action": action, "explanation": explanation, "actor_id": g.actor.account_id,
                                  "resolved_at": "2026-06-15T09:00:00+00:00"})
        return jsonify(released=event["behind"] + (action == "RELEASED"), waiting=0, error=None)

    app.get("/admin/v1/parked-events", endpoint="parked")(lambda: jsonify(items=parked(), next=None))
    app.get("/admin/v1/parked-events/resolutions", endpoint="done")(lambda: jsonify(items=done(), next=None))

    @app.get("/admin/v1/parked-events/<event_id>")
    def one(event_id: str) -> Any:
        event = find(event_id)
        if event is None:
            return jsonify(NOT_PARKED), 404
        content = {"employee_id": "text", "absence": {"absence_number": "text", "mutations": []}}
        return jsonify(event=event, ahead=0, content=content, waiting=[parked_event("e-later", behind=None)] * event["behind"])

    @app.post("/admin/v1/parked-events/<event_id>/release")
    def release(event_id: str) -> Any:
        return finish(event_id, "RELEASED", None)

    @app.post("/admin/v1/parked-events/<event_id>/drop")
    def drop(event_id: str) -> Any:
        explanation = request.get_json()["explanation"]
        if len(explanation) < 10:
            return jsonify(code="input.invalid", status=422, errors=[
                {"field": "explanation", "code": "input.invalid", "message": "Leg in 10 tot 500 tekens uit waarom."}]), 422
        return finish(event_id, "DROPPED", explanation)
