"""Development routes to move the clock and read messages. They do not exist in production."""
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.edge.upstream import Upstream, UpstreamAway, UpstreamSlow
from services.gateway.settings import Settings
from services.gateway.view.problems import problem
from shared.kernel.clock import PlatformClock, noon
from shared.observability.tracing import current_trace, set_trace

SETTLED_TIMEOUT = (1.0, 5.0)
WRONG_TARGET = 'Geef {"to": "2026-06-15"}, een datum of een tijdstip met tijdzone.'


def blueprint(settings: Settings, upstream: Upstream) -> Blueprint:
    """The routes below /dev."""
    routes = protect_all(Blueprint("development", __name__, url_prefix="/dev"), PUBLIC)  # outside production only

    @routes.get("/messages")
    def messages() -> Response:
        """SMS and mail sent by identity."""
        answer = upstream.send("identity", "GET", "/dev/messages", params=list(request.args.items(multi=True)))
        return Response(answer.content, answer.status_code, content_type=answer.headers.get("Content-Type"))

    @routes.get("/clock")
    def clock() -> Response:
        """The platform's present time."""
        present = settings.clock()
        return jsonify(now=present.now().isoformat(), today=present.today().isoformat())

    @routes.post("/clock")
    def move_clock() -> Any:
        """Move the platform's clock forward, to noon of a day or to an instant."""
        if settings.clock_file is None:
            abort(404)
        target = _target(request.get_json(silent=True))
        platform = PlatformClock(settings.clock_file)
        if target is None:
            return problem(422, code="clock.invalid", detail=WRONG_TARGET)
        if target < platform.now() and target.date() != platform.today():
            return problem(409, code="clock.backwards", detail="De klok kan alleen vooruit.")
        platform.set(max(target, platform.now()))
        return clock()

    @routes.get("/settled")
    def settled() -> Any:
        """Whether every service has completed all work, including jobs, through a date."""
        through = request.args.get("through")
        if through and _date(through) is None:
            return problem(422, code="settled.invalid", detail="Geef through als datum, zoals 2026-06-15.")
        states = _states(upstream, sorted(settings.service_urls))
        verdicts = {name: state | {"settled": _is_settled(state, through)} for name, state in states.items()}
        return jsonify(settled=all(state["settled"] for state in verdicts.values()), services=verdicts)

    return routes


def _target(body: Any) -> datetime | None:
    text = body.get("to") if isinstance(body, dict) else None
    if not isinstance(text, str):
        return None
    if day := _date(text):
        return noon(day)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-06-15") else None
    except ValueError:
        return None


def _states(upstream: Upstream, services: list[str]) -> dict[str, dict[str, Any]]:
    trace = current_trace()

    def ask(service: str) -> dict[str, Any]:
        set_trace(trace)
        try:
            answer = upstream.send(service, "GET", "/health/settled", timeout=SETTLED_TIMEOUT)
            return dict(answer.json()) if answer.status_code == 200 else {"status": answer.status_code}
        except (UpstreamAway, UpstreamSlow, json.JSONDecodeError):
            return {"status": "away"}

    with ThreadPoolExecutor(len(services)) as pool:
        return dict(zip(services, pool.map(ask, services), strict=True))


def _is_settled(state: dict[str, Any], through: str | None) -> bool:
    if "status" in state or state.get("outbox_pending", 0) or state.get("lag", 0):
        return False
    if not through or "jobs_through" not in state:
        return True
    return str(state["jobs_through"] or "") >= through
