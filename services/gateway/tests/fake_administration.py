"""The administration of a fake service: parked events that can be released and dropped. For tests only."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, jsonify, request

from services.gateway.tests.fake_january import add_january
from services.gateway.tests.fake_overviews import add_overviews
from services.gateway.tests.published_contract import faults_of_response

NO_BACKLOG = {"outbox_pending": 0, "oldest_seconds": 0.0, "oldest_at": None, "parked": 0, "set_aside": 0}
NOT_PARKED = {"type": "urn:problem:parked.unknown", "status": 404, "code": "parked.unknown", "detail": "Dit staat niet vast."}
NOT_SET_ASIDE = {"type": "urn:problem:set_aside.unknown", "status": 404, "code": "set_aside.unknown",
                 "detail": "Dit onderdeel staat niet (meer) apart."}
FORBIDDEN = {"type": "urn:problem:right.missing", "status": 403, "code": "right.missing", "detail": "Geen recht."}


def page_of(found: list[Any]) -> Response:
    """The page of a list that the cursor and the limit ask for."""
    start, limit = int(request.args.get("cursor", "0")), int(request.args.get("limit", "50"))
    return jsonify(items=found[start:start + limit], next=str(start + limit) if len(found) > start + limit else None)


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


EXPLAIN_LONGER = {"code": "input.invalid", "status": 422, "errors": [
    {"field": "explanation", "code": "input.length", "message": "Geef 10 tot 500 tekens."}]}


def add_administration(app: Flask, data: Callable[[str], Any], service: str) -> None:
    """The routes that every service has."""
    add_january(app, data, service)
    add_overviews(app, service)
    @app.before_request
    def admit() -> Any:
        is_theirs = request.path.startswith(("/admin/v1/parked", "/admin/v1/set-aside"))
        return (jsonify(FORBIDDEN), 403) if is_theirs and "platform_admin" not in g.actor.roles else None

    ParkedEvents(data, service).add_routes(app)
    SetAsideItems(data, service).add_routes(app)


@dataclass(frozen=True)
class Waiting:
    """What waits for an administrator in one service, and what was done about it.

    :ivar data: lists by service, by the name of their kind
    """

    data: Callable[[str], Any]
    service: str

    def kept(self, kind: str) -> list[dict[str, Any]]:
        """The list of a kind, which may be changed."""
        found: list[dict[str, Any]] = self.data(kind).setdefault(self.service, [])
        return found

    def listed(self, kind: str) -> Callable[[], Any]:
        """A view of that list."""
        return lambda: page_of(self.kept(kind))

    def finish(self, one: dict[str, Any], kinds: tuple[str, str], action: str, explanation: str | None) -> dict[str, Any]:
        """Move one from the first kind to the second, with what was done."""
        done = one | {"action": action, "explanation": explanation, "actor_id": g.actor.account_id,
                      "resolved_at": "2026-06-15T09:00:00+00:00"}
        self.kept(kinds[0]).remove(one)
        self.kept(kinds[1]).insert(0, done)
        return done


class ParkedEvents(Waiting):
    """Parked events: ``fails again`` in the error of one makes its release fail."""

    def add_routes(self, app: Flask) -> None:
        """List, show, release and drop."""
        root = "/admin/v1/parked-events"
        app.get(root, endpoint="parked")(self.listed("parked"))
        app.get(f"{root}/resolutions", endpoint="done")(self.listed("resolutions"))
        app.get(f"{root}/<event_id>", endpoint="parked_event")(self.show)
        app.post(f"{root}/<event_id>/release", endpoint="release")(self.release)
        app.post(f"{root}/<event_id>/drop", endpoint="drop")(self.drop)

    def find(self, event_id: str) -> dict[str, Any] | None:
        """The event, if it is parked."""
        return next((one for one in self.kept("parked") if one["event_id"] == event_id), None)

    def show(self, event_id: str) -> Any:
        """One event with its content and those that wait behind it."""
        event = self.find(event_id)
        if event is None:
            return jsonify(NOT_PARKED), 404
        content = {"employee_id": "text", "absence": {"absence_number": "text", "mutations": []}}
        return jsonify(event=event, ahead=0, content=content, waiting=[parked_event("e-later", behind=None)] * event["behind"])

    def release(self, event_id: str) -> Any:
        """Handle it again."""
        return self._end(event_id, "RELEASED", None)

    def drop(self, event_id: str) -> Any:
        """Leave it out, with an explanation."""
        explanation = request.get_json()["explanation"]
        return (jsonify(EXPLAIN_LONGER), 422) if len(explanation) < 10 else self._end(event_id, "DROPPED", explanation)

    def _end(self, event_id: str, action: str, explanation: str | None) -> Any:
        event = self.find(event_id)
        if event is None:
            return jsonify(NOT_PARKED), 404
        if refusal := stale(event, "attempts"):
            return refusal
        if "fails again" in event["error"]:
            return jsonify(released=0, waiting=event["behind"] + 1, error=event["error"])
        self.finish(event, ("parked", "resolutions"), action, explanation)
        return jsonify(released=event["behind"] + (action == "RELEASED"), waiting=0, error=None)


class SetAsideItems(Waiting):
    """Items of jobs; an item with ``fails again`` in its name fails on retry."""

    KINDS = ("set_aside", "item_resolutions")

    def add_routes(self, app: Flask) -> None:
        """List, show, retry and resolve."""
        root = "/admin/v1/set-aside-items"
        app.get(root, endpoint="set_aside")(self.listed("set_aside"))
        app.get(f"{root}/resolutions", endpoint="item_done")(self.listed("item_resolutions"))
        app.get(f"{root}/<int:item_id>", endpoint="set_aside_item")(self.show)
        app.post(f"{root}/<int:item_id>/retry", endpoint="retry")(self.retry)
        app.post(f"{root}/<int:item_id>/resolve", endpoint="resolve")(self.resolve)

    def find(self, item_id: int) -> dict[str, Any] | None:
        """The item, if it is set aside."""
        return next((one for one in self.kept("set_aside") if one["id"] == item_id), None)

    def show(self, item_id: int) -> Any:
        """One item."""
        one = self.find(item_id)
        return jsonify(one) if one else (jsonify(NOT_SET_ASIDE), 404)

    def retry(self, item_id: int) -> Any:
        """Handle it again."""
        one = self.find(item_id)
        if one is None:
            return jsonify(NOT_SET_ASIDE), 404
        if refusal := stale(one, "tries"):
            return refusal
        if "fails again" in one["item"]:
            return jsonify(is_done=False, dates=0, reason=one["reason"])
        self.finish(one, self.KINDS, "RETRIED", None)
        return jsonify(is_done=True, dates=1, reason=None)

    def resolve(self, item_id: int) -> Any:
        """Close it with an explanation."""
        one, explanation = self.find(item_id), request.get_json()["explanation"]
        if one is None:
            return jsonify(NOT_SET_ASIDE), 404
        if len(explanation) < 10:
            return jsonify(EXPLAIN_LONGER), 422
        return stale(one, "tries") or jsonify(self.finish(one, self.KINDS, "RESOLVED", explanation))


def prepared(answers: Mapping[str, Any], service: str) -> Any:
    """The answer that a test prepared for this call, if it keeps the contract; None without one."""
    answer = answers.get(f"{service} {request.method} {request.path}")
    if answer is None:
        return None
    answer = answer() if callable(answer) else answer
    status, body = answer if isinstance(answer, tuple) else (200, answer)
    if faults := faults_of_response(service, request.method, request.path, status, body):
        raise AssertionError(faults)
    return jsonify(body), status
