"""The administration of a fake service: parked events that can be released and dropped. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, g, jsonify, request

NO_BACKLOG = {"outbox_pending": 0, "oldest_seconds": 0.0, "oldest_at": None, "parked": 0, "set_aside": 0}
NOT_PARKED = {"type": "urn:problem:parked.unknown", "status": 404, "code": "parked.unknown", "detail": "Dit staat niet vast."}
NOT_SET_ASIDE = {"type": "urn:problem:set_aside.unknown", "status": 404, "code": "set_aside.unknown",
                 "detail": "Dit onderdeel staat niet (meer) apart."}
FORBIDDEN = {"type": "urn:problem:right.missing", "status": 403, "code": "right.missing", "detail": "Geen recht."}


def stale(thing: dict[str, Any] | None, counter: str) -> Any:
    """The refusal of what another version of a thing asks; None if If-Match names this one, or there is none."""
    expected = request.headers.get("If-Match")
    if thing is None or expected in (None, f'"{thing[counter]}"'):
        return None
    return jsonify(code="version.stale", status=412, detail="Iemand anders was eerder."), 412


def parked_event(event_id: str = "e-1", **more: Any) -> dict[str, Any]:
    """A parked event in a service's response."""
    return {"event_id": event_id, "type": "nl.verzuim.absence.sick-report.filed.v1", "topic": "ontzorg.absence.v1",
            "key": "019cad3e-6c00-7b02-8c44-51d0e7f3a921", "reason": "FAILED", "error": "ValueError: no policy on that day",
            "attempts": 1, "sequence": 4, "parked_at": "2026-06-15T08:05:00+00:00", "correlation_id": "c-1",
            "subject": "V-2026-000123", "behind": 3} | more


def set_aside_item(item_id: int = 12, **more: Any) -> dict[str, Any]:
    """An item that a job set aside, in a service's response."""
    return {"id": item_id, "job": "invoice-arbo", "item": "P-2026-0001", "business_date": "2026-06-15", "kind": "REFUSED",
            "reason": "Vul een arbotarief van nul euro of hoger in.", "tries": 1, "correlation_id": "c-1",
            "first_tried_at": "2026-06-15T08:05:00+00:00", "last_tried_at": "2026-06-15T08:05:00+00:00",
            "next_try_at": "2026-06-15T08:06:00+00:00"} | more


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
        is_theirs = request.path.startswith(("/admin/v1/parked", "/admin/v1/set-aside"))
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
        return stale(find(event_id), "attempts") or finish(event_id, "RELEASED", None)

    @app.post("/admin/v1/parked-events/<event_id>/drop")
    def drop(event_id: str) -> Any:
        explanation = request.get_json()["explanation"]
        if len(explanation) < 10:
            return jsonify(code="input.invalid", status=422, errors=[
                {"field": "explanation", "code": "input.length", "message": "Geef 10 tot 500 tekens."}]), 422
        return stale(find(event_id), "attempts") or finish(event_id, "DROPPED", explanation)

    add_set_aside_items(app, data, service)


def add_set_aside_items(app: Flask, data: Callable[[str], Any], service: str) -> None:
    """Items of jobs; an item with ``fails again`` in its name fails on retry."""
    root = "/admin/v1/set-aside-items"

    def kept(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = data(name).setdefault(service, [])
        return found

    def find(item_id: int) -> dict[str, Any] | None:
        return next((one for one in kept("set_aside") if one["id"] == item_id), None)

    def finish(one: dict[str, Any], action: str, explanation: str | None) -> dict[str, Any]:
        kept("set_aside").remove(one)
        kept("item_resolutions").insert(0, one | {"action": action, "explanation": explanation, "actor_id": g.actor.account_id,
                                                  "resolved_at": "2026-06-15T09:00:00+00:00"})
        return kept("item_resolutions")[0]

    app.get(root, endpoint="set_aside")(lambda: jsonify(items=kept("set_aside"), next=None))
    app.get(f"{root}/resolutions", endpoint="item_done")(lambda: jsonify(items=kept("item_resolutions"), next=None))

    @app.get(f"{root}/<int:item_id>", endpoint="set_aside_item")
    def one_item(item_id: int) -> Any:
        one = find(item_id)
        return jsonify(one) if one else (jsonify(NOT_SET_ASIDE), 404)

    @app.post(f"{root}/<int:item_id>/retry")
    def retry(item_id: int) -> Any:
        one = find(item_id)
        if one is None:
            return jsonify(NOT_SET_ASIDE), 404
        if refusal := stale(one, "tries"):
            return refusal
        if "fails again" in one["item"]:
            return jsonify(is_done=False, dates=0, reason=one["reason"])
        finish(one, "RETRIED", None)
        return jsonify(is_done=True, dates=1, reason=None)

    @app.post(f"{root}/<int:item_id>/resolve")
    def resolve(item_id: int) -> Any:
        one, explanation = find(item_id), request.get_json()["explanation"]
        if one is None:
            return jsonify(NOT_SET_ASIDE), 404
        if len(explanation) < 10:
            return jsonify(code="input.invalid", status=422, errors=[
                {"field": "explanation", "code": "input.length", "message": "Geef 10 tot 500 tekens."}]), 422
        return stale(one, "tries") or jsonify(finish(one, "RESOLVED", explanation))
