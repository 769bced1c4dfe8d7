"""Fakes of the four services, which check tokens, idempotency keys and request bodies like the real ones. For tests only."""
import copy
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import Flask, Response, g, jsonify, request

from services.gateway.tests.fake_administration import NO_BACKLOG, add_administration, page_of, prepared
from services.gateway.tests.fake_casework import ACTS, ENTRIES, add_casework
from services.gateway.tests.fake_data import READ_AT, absence, activities, employee, reading, seed, summary
from services.gateway.tests.fake_employees import add_employee_changes, add_employee_list, answers_to
from services.gateway.tests.fake_forecasts import add_forecasts
from services.gateway.tests.fake_imports import add_imports
from services.gateway.tests.fake_medical import add_medical
from services.gateway.tests.fakes.claims import add_legal_aid, add_wage_judgements
from services.gateway.tests.fakes.invoices import add_debtors, add_invoices
from services.gateway.tests.fakes.month_claims import add_month_claims
from services.gateway.tests.fakes.recourse import add_guarantees, add_recourse, add_reimbursements
from services.gateway.tests.fakes.runs import add_runs
from services.gateway.tests.published_contract import document, faults_of_request
from shared.kernel.services import NAMES, audience_of
from shared.web.tokens import FetchedKeys, TokenChecker, TokenRefused

TODAY = date(2026, 6, 15)
LONGEST_ADDRESS = 4_080
"""Number of characters; gunicorn accepts 4,094 together with the method and the protocol."""
OPEN = ("REPORTED", "PARTIALLY_RECOVERED")


@dataclass
class FakeServices:
    """State of the fakes.

    :ivar refusals: for "POST /v1/…": the problem to answer with
    :ivar slow: delay in seconds by service
    :ivar answers: what a test prepares: by a name, or for "casework GET /v1/…" the JSON to answer, or status and JSON
    :ivar received: every write: service, path, body, headers
    """

    jwks_url: str = ""
    issuer: str = ""
    data: dict[str, Any] = field(default_factory=seed)
    refusals: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    reject_tokens: set[str] = field(default_factory=set)
    received: list[dict[str, Any]] = field(default_factory=list)
    settled: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reset(self) -> None:
        """Restore the initial state."""
        fresh = FakeServices(self.jwks_url, self.issuer)
        for name in ("data", "refusals", "slow", "reject_tokens", "received", "settled", "answers"):
            setattr(self, name, getattr(fresh, name))

    def data_of(self, name: str) -> Any:
        """A part of the present data, which a reset replaces."""
        return self.data[name]

    def writes(self, path: str) -> list[dict[str, Any]]:
        """The writes that reached a path."""
        return [write for write in self.received if write["path"] == path]

    def app(self, service: str) -> Flask:
        """The HTTP application of one service."""
        app = Flask(f"fake_{service}")
        checker = TokenChecker(self.issuer, FetchedKeys(self.jwks_url), audiences=[audience_of(name) for name in NAMES])
        _door(app, self, service, checker)
        add_administration(app, self.data_of, service)
        {"absence": _absence, "casework": _casework, "claims": _claims, "billing": _billing}[service](app, self)
        return app


def problem(status: int, code: str, detail: str = "Dat kan niet.", errors: list[dict[str, str]] | None = None) -> Any:
    """problem+json."""
    body = {"type": f"urn:problem:{code}", "title": "Nee", "status": status, "detail": detail, "code": code}
    return jsonify(body | ({"errors": errors} if errors else {})), status, {"Content-Type": "application/problem+json"}


def items(found: list[Any]) -> Response:
    """A list in one page."""
    return jsonify(items=found, next=None)


def _door(app: Flask, fake: FakeServices, service: str, checker: TokenChecker) -> None:
    @app.before_request
    def check() -> Any:
        time.sleep(fake.slow.get(service, 0))  # the slow service that a timeout is tested against, never a wait for a result
        if len(request.full_path) > LONGEST_ADDRESS:
            return problem(400, "address.too_long")
        if request.path == "/health/backlog":
            return jsonify(fake.data["backlog"].get(service, NO_BACKLOG))
        if request.path.startswith("/health"):
            return jsonify(fake.settled.get(service, {"outbox_pending": 0, "lag": 0, "parked": 0, "jobs_through": str(TODAY)}))
        if request.path == "/openapi.json":
            return jsonify(document(service))
        if request.path == "/seal-checks":
            return None
        if not request.path.startswith(("/v1/", "/admin/v1/")):
            return jsonify(secret="only inside")
        if answer := _unknown_caller(fake, checker):
            return answer
        if request.method != "GET":
            if request.method == "POST" and not request.headers.get("Idempotency-Key"):
                return problem(400, "idempotency_key.missing")
            if faults := _faults_of_body(service):
                return problem(422, "input.invalid", errors=[{"field": "", "code": "input.invalid", "message": fault}
                                                             for fault in faults])
            fake.received.append({"service": service, "path": request.path, "body": request.get_json(silent=True),
                                  "raw": request.get_data(), "headers": dict(request.headers)})
        refusal = fake.refusals.get(f"{request.method} {request.path}")
        return problem(refusal[0], **refusal[1]) if refusal else prepared(fake.answers, service)

    @app.get("/v1/echo")
    @app.get("/admin/v1/echo")
    @app.get("/v1/echo/<path:rest>")
    def echo(rest: str = "") -> Response:
        answer = jsonify(headers=dict(request.headers), args=request.args.to_dict(flat=False), rest=rest)
        answer.headers["ETag"] = '"7"'
        answer.headers["Keep-Alive"] = "timeout=5"
        return answer


def _faults_of_body(service: str) -> list[str]:
    """Return what the service would refuse in a JSON body. The echo route accepts anything; a request whose explanation has a
    wrong length is refused by the routes of the fake administration, with the service's own message.
    """
    if not request.is_json or request.path.startswith(("/v1/echo", "/admin/v1/echo")):
        return []
    faults = faults_of_request(service, request.method, request.path, request.get_json())
    return [fault for fault in faults if not fault.startswith("explanation:")]


def _unknown_caller(fake: FakeServices, checker: TokenChecker) -> Any:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        g.actor = checker.check(token)
    except TokenRefused as refused:
        return problem(401, "token.invalid", str(refused))
    return problem(401, "token.revoked") if token in fake.reject_tokens else None


def stale(version: int) -> Any:
    """The refusal of a change of another version; None if If-Match names this one, or there is none."""
    expected = request.headers.get("If-Match")
    return None if expected in (None, f'"{version}"') else problem(412, "version.stale", "Iemand anders was eerder.")


def _one(found: list[dict[str, Any]], name: str, value: str) -> Any:
    match = next((body for body in found if body[name] == value), None)
    return jsonify(match) if match else problem(404, "not_found", "Dit bestaat niet.")


def _absences_asked(fake: FakeServices) -> list[dict[str, Any]]:
    """The absences that match the parameters of the request."""
    asked, search = request.args.getlist("employeeId"), request.args.get("search", "")
    whose = {one["employee_id"] for one in fake.data["employees"] if answers_to(one, search)} if search else None
    found = [one for one in fake.data["absences"] if (request.args.get("status") != "OPEN" or one["status"] in OPEN)
             and (not asked or one["employee_id"] in asked) and (whose is None or one["employee_id"] in whose)]
    newest_first = sorted(found, key=lambda one: str(one["absence_number"]), reverse=True)
    if most := int(request.args.get("latestOfEach", "0")):
        of_each: dict[str, list[Any]] = defaultdict(list)
        for one in newest_first:
            of_each[one["employee_id"]].append(one)
        newest_first = [one for one in newest_first if one in of_each[one["employee_id"]][:most]]
    return newest_first if request.args.get("order") == "newest" else newest_first[::-1]


def _absence(app: Flask, fake: FakeServices) -> None:
    add_imports(app, fake.data_of)
    add_employee_changes(app, fake.data_of, stale)
    add_employee_list(app, fake.data_of)
    app.get("/v1/absences", endpoint="absences")(lambda: page_of(_absences_asked(fake)))
    app.get("/v1/employees/<key>", endpoint="employee")(lambda key: _one(fake.data["employees"], "employee_id", key))
    app.get("/v1/absences/<key>", endpoint="absence")(lambda key: _one(fake.data["absences"], "absence_number", key))

    @app.post("/v1/employees")
    def add() -> Any:
        body = request.get_json()
        added = employee(99, body["first_name"], body.get("infix", ""), body["last_name"]) | {"employee_id": "e-99"}
        fake.data["employees"].append(added)
        return jsonify(added), 201

    @app.post("/v1/sick-reports")
    def report() -> Any:
        body = request.get_json()
        assert body.get("data_checked") or body.get("data_dispute")
        filed = absence("V-2026-0100", body["employee_id"], body["first_sick_day"], reported_on=str(TODAY),
                        late=body["first_sick_day"] < str(TODAY), third_party=body["third_party"])
        with fake.lock:
            if not any(a["absence_number"] == "V-2026-0100" for a in fake.data["absences"]):
                fake.data["absences"].append(filed)
        return jsonify(filed), 201

    app.get("/v1/absences/<key>/history", endpoint="entries")(lambda key: jsonify(items=ENTRIES))

    @app.post("/v1/absences/<key>/corrections", endpoint="correct")
    @app.post("/v1/absences/<key>/cancellations", endpoint="cancel")
    @app.post("/v1/absences/<key>/recoveries/withdrawals", endpoint="withdraw_recovery")
    @app.post("/v1/absences/<key>/mutations/<mutation>/withdrawals", endpoint="withdraw_mutation")
    @app.post("/v1/absences/<key>/recoveries")
    def recover(key: str, mutation: str = "") -> Any:
        found = next(a for a in fake.data["absences"] if a["absence_number"] == key)
        return stale(found["sequence"]) or (jsonify(copy.deepcopy(found)), 201)


def _access(app: Flask, fake: FakeServices) -> None:
    @app.get("/v1/dossiers/<key>", endpoint="dossier")
    def dossier(key: str) -> Any:
        if g.actor.kind == "THIRD_PARTY":
            return problem(403, "right.missing", "U heeft hiervoor geen recht.")
        if key in fake.data["assigned_to_others"] and not fake.data["readings"]:
            return problem(403, "dossier.not_assigned", "Dit dossier is niet aan u toegewezen.")
        return _one(fake.data["dossiers"], "absence_number", key)

    @app.post("/v1/dossiers/<key>/emergency-access")
    def emergency(key: str) -> Any:
        fake.data["readings"].append(reading(request.get_json()["reason"]))
        return jsonify(access_id="a-1", absence_number=key, reason="-", opened_at=READ_AT, ends_at=READ_AT), 201

    app.get("/v1/dossiers/<key>/history", endpoint="acts")(lambda key: jsonify(
        absence_numbers=[key], items=ACTS) if key in {one["absence_number"] for one in fake.data["dossiers"]}
        else problem(404, "dossier.not_found", "Dit dossier bestaat niet."))
    app.get("/v1/dossiers/<key>/readers", endpoint="readers")(lambda key: jsonify(items=fake.data["readings"]))


def _casework(app: Flask, fake: FakeServices) -> None:
    _access(app, fake)
    add_medical(app, fake.data_of)
    app.get("/v1/dossiers", endpoint="dossiers")(lambda: items([summary(one) for one in fake.data["dossiers"]]))

    @app.get("/v1/activities")
    def list_activities() -> Response:
        steps = [step for one in fake.data["dossiers"] for step in activities(one)]
        if parties := request.args.getlist("responsible"):
            steps = [s for s in steps if s["responsible"] in parties]
        if request.args.get("atHand") == "true":
            soon = str(TODAY + timedelta(days=42))
            steps = [s for s in steps if (s["opens_on"] <= str(TODAY) if s["opens_on"] else s["due_on"] <= soon)]
        wanted = request.args.get("completed")
        if wanted:
            steps = [s for s in steps if (s["status"] in ("DONE", "CANCELLED")) == (wanted == "ja")]
        if text := request.args.get("activity"):
            steps = [s for s in steps if text.lower() in s["title"].lower()]
        for sought, key in (("status", "status"), ("employeeNumber", "employee_number"), ("absenceNumber", "absence_number")):
            steps = [s for s in steps if request.args.get(sought, s[key]) == s[key]]
        first, last = request.args.get("from", ""), request.args.get("to", "9999")
        steps = [s for s in steps if first <= s["due_on"] <= last]
        return items(steps)

    @app.post("/v1/dossiers/<key>/milestones/<code>/completions")
    def complete(key: str, code: str) -> Any:
        found = next(one for one in fake.data["dossiers"] if one["absence_number"] == key)
        body = {"absence_number": key, "code": code, "completed_on": request.get_json()["completed_on"], "party": None,
                "status": "COMPLETE"}
        return stale(found["version"]) or (jsonify(body | fake.answers.get("completion", {})), 201)

    add_casework(app, fake.data_of)

    @app.get("/v1/statistics")
    def statistics() -> Response:
        assert request.args["from"] <= request.args["to"]
        return jsonify(fake.answers.get("statistics", {
            "from": request.args["from"], "to": request.args["to"], "notice": None, "sick_fte_days": "26.00",
            "available_fte_days": "540.00", "average_headcount": "6.00", "VP": "4.82", "MF": "1.43", "GVD": "34.75", "NV": "66.7",
            "by_class": {"short": "0.42", "medium": "1.40", "long": "3.00", "extra_long": "0.00"}}))


def _claims(app: Flask, fake: FakeServices) -> None:
    app.get("/v1/coming-payments/total", endpoint="coming_total")(lambda: jsonify(fake.data["coming_total"]))

    @app.get("/v1/benefits")
    def benefits() -> Response:
        number, month = request.args.get("absenceNumber"), request.args.get("month")
        found = [b for b in fake.data["benefits"] if number in (None, b["absence_number"]) and month in (None, b["month"])]
        return page_of(sorted(found, key=lambda b: str(b["month"]), reverse=request.args.get("order") == "newest"))

    add_wage_judgements(app, fake.data_of, problem)
    add_legal_aid(app, fake.data_of, problem)
    add_recourse(app, fake.data_of, problem)
    add_runs(app, fake.data_of, problem)
    add_reimbursements(app, fake.data_of)
    add_month_claims(app, fake.data_of, problem)
    add_guarantees(app, fake.data_of)
    add_forecasts(app, fake.answers, lambda: {body["absence_number"] for body in fake.data["dossiers"]}, problem)


def _billing(app: Flask, fake: FakeServices) -> None:
    app.get("/v1/policies", endpoint="policies")(lambda: items(fake.data["policies"]))
    app.get("/v1/invoices", endpoint="invoices")(lambda: page_of(
        fake.data["invoices"][::-1 if request.args.get("order") == "newest" else 1]))
    add_invoices(app, fake.data_of, problem)
    add_debtors(app, fake.data_of)
