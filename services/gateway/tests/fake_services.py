"""Small stand-ins for the four services: they check tokens, keys and shapes as the real ones do. For tests only."""
import copy
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask, Response, g, jsonify, request

from services.gateway.tests.fake_administration import NO_BACKLOG, add_administration
from shared.kernel.calendar import add_working_days
from shared.web.tokens import FetchedKeys, TokenChecker, TokenRefused

TODAY = date(2026, 6, 15)


def employee(number: int, first: str, infix: str, last: str, **more: Any) -> dict[str, Any]:
    """An employee as the absence service says it."""
    wage = more.pop("annual_wage", "38500.00")
    body = {
        "employee_id": f"e-{number}", "employee_number": str(1000 + number), "version": 3, "first_name": first,
        "infix": infix or None, "last_name": last, "birth_date": "1988-05-04", "phone": "+31612345678",
        "function": "Magazijnmedewerker", "department": "Magazijn", "employed_from": "2020-01-01", "employed_until": None,
        "annual_wage": wage, "contract_hours": "40",
        "wages": [{"valid_from": "2020-01-01", "annual_wage": wage, "contract_hours": "40"}]}
    return body | more


def absence(number: str, employee_id: str, first: str, **more: Any) -> dict[str, Any]:
    """An absence as the absence service says it."""
    body = {"absence_number": number, "employee_id": employee_id, "status": "REPORTED", "first_sick_day": first,
            "reported_on": first, "late": False, "recovered_on": None, "end_of_service": None,
            "composite_first_sick_day": first, "mutations": [], "third_party": "NO", "labour_conflict": False,
            "safety_net": False, "sequence": 1, "delivery": {"reported_at": f"{first}T08:00:00Z"}}
    return body | more


def step(code: str, title: str, due: str, responsible: str, status: str = "PLANNED", **more: Any) -> dict[str, Any]:
    """A step of a plan as casework says it."""
    return {"code": code, "title": title, "due_on": due, "target_on": None, "opens_on": None, "responsible": responsible,
            "status": status, "completed_on": None, "source": None} | more


def seed() -> dict[str, Any]:
    """A believable employer."""
    plan = [
        step("M01", "Ziekmelding", "2026-03-02", "employer", "DONE", completed_on="2026-03-02"),
        step("M02", "Contact door de verzuimconsultant", "2026-03-06", "absence_consultant", "DONE", completed_on="2026-03-04"),
        step("M03", "Probleemanalyse", "2026-04-12", "company_doctor", "DONE", completed_on="2026-04-10"),
        step("M04", "Plan van aanpak", "2026-04-26", "employer_and_employee", "OVERDUE", source="Regeling procesgang art. 4"),
        step("M05", "Voortgangsgesprek", "2026-06-19", "employer_and_employee", target_on="2026-06-17"),
        step("M06", "42e-weeksmelding bij UWV", "2026-12-21", "employer", opens_on="2026-12-14", target_on="2026-12-20"),
        step("M09", "Eerstejaarsevaluatie", "2027-02-28", "employer_and_employee", opens_on="2027-01-11"),
        step("M15", "Re-integratieverslag", "2027-11-28", "employer"),
        step("M16", "WIA-aanvraag", "2027-12-12", "employee"),
        step("M18", "Einde van de 104 weken", "2028-02-27", "casemanager"),
    ]
    line = {"from": "2026-05-01", "to": "2026-05-31", "days": 21, "daily_wage": "147.51", "coverage_pct": "100",
            "incapacity_pct": "62.5", "wage": "1936.07", "offset": "0.00", "charges": "0.00", "total": "1936.07"}
    benefits = [{"absence_number": "V-2026-0002", "employee_id": "e-2", "month": month, "total": total, "pay_on": pay_on,
                 "status": status, "lines": [line]} for month, total, pay_on, status in
                (("2026-03", "1622.61", "2026-04-20", "PAID"), ("2026-04", "3245.22", "2026-05-21", "PAID"),
                 ("2026-05", "1936.07", "2026-06-16", "CALCULATED"))]
    return {
        "employees": [
            employee(1, "Anna", "van den", "Berg"), employee(2, "Mo", "", "El Amrani", function="Planner"),
            employee(3, "Bram", "", "Visser", department="Kantoor"), employee(4, "Emine", "", "Öztürk", contract_hours="24"),
            employee(5, "Joris", "de", "Vries"), employee(6, "Kees", "", "Jansen", employed_until="2025-12-31"),
            employee(7, "Lotte", "", "Bakker", function="Chauffeur")],
        "absences": [
            absence("V-2026-0002", "e-2", "2026-03-02", status="PARTIALLY_RECOVERED",
                    mutations=[{"mutation_id": "m1", "effective_on": "2026-05-01", "basis": "OWN_WORK_HOURS",
                                "recovered_pct": "37.5"}]),
            absence("V-2026-0007", "e-7", "2026-06-11", late=True, reported_on="2026-06-12", third_party="YES"),
            absence("V-2025-0031", "e-1", "2025-11-03", status="RECOVERED", recovered_on="2025-11-10")],
        "dossiers": [
            {"absence_number": "V-2026-0002", "employee_id": "e-2", "casemanager": {"name": "Els Bos"},
             "contact_due_on": "2026-03-06", "plan": plan},
            {"absence_number": "V-2026-0007", "employee_id": "e-7", "casemanager": {"name": "Els Bos"},
             "contact_due_on": "2026-06-18",
             "plan": [step("M02", "Contact door de verzuimconsultant", "2026-06-18", "absence_consultant"),
                      step("M03", "Probleemanalyse", "2026-07-22", "company_doctor"),
                      step("M04", "Plan van aanpak", "2026-08-05", "employer_and_employee")]}],
        "benefits": benefits,
        "parked": {}, "resolutions": {}, "set_aside": {}, "item_resolutions": {}, "backlog": {},
        "payments": [{"payment_reference": "P-1", "pay_on": "2026-06-16", "amount": "1936.07", "for_months": ["2026-05"]}],
        "policies": [{"policy_number": "MV-100200", "company_name": "Bakkerij De Korenaar B.V.", "valid_from": "2024-01-01"}],
        "invoices": [
            {"number": "A-2026-0001", "kind": "ARBO", "date": "2026-01-15", "due_on": "2026-02-14", "gross": "1669.80",
             "net": "1380.00", "vat": "289.80", "vat_pct": "21.00", "status": "PAID",
             "details": {"heads": 12, "tariff_incl_vat": "139.15"}},
            {"number": "P-2026-0005", "kind": "PREMIUM", "date": "2026-06-01", "due_on": "2026-07-01", "gross": "1540.00",
             "net": "1540.00", "vat": "0.00", "status": "OPEN", "details": {"year": 2026, "instalment_on": "2026-06-01"}}],
    }


@dataclass
class FakeServices:
    """State of the fakes.

    :ivar refusals: for "POST /v1/…": the problem to answer with
    :ivar slow: services that take so many seconds
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
        """As at the start."""
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
        """The HTTP side of one service."""
        app = Flask(f"fake_{service}")
        checker = TokenChecker(self.issuer, FetchedKeys(self.jwks_url))
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
        if request.path == "/health/backlog":
            return jsonify(fake.data["backlog"].get(service, NO_BACKLOG))
        if request.path.startswith("/health"):
            return jsonify(fake.settled.get(service, {"outbox_pending": 0, "lag": 0, "parked": 0, "jobs_through": str(TODAY)}))
        if not request.path.startswith(("/v1/", "/admin/v1/")):
            return jsonify(secret="only inside")
        if answer := _unknown_caller(fake, checker):
            return answer
        if request.method != "GET":
            if not request.headers.get("Idempotency-Key"):
                return problem(400, "idempotency_key.missing")
            fake.received.append({"service": service, "path": request.path, "body": request.get_json(silent=True),
                                  "raw": request.get_data(), "headers": dict(request.headers)})
        refusal = fake.refusals.get(f"{request.method} {request.path}")
        return problem(refusal[0], **refusal[1]) if refusal else None

    @app.get("/v1/echo")
    @app.get("/admin/v1/echo")
    @app.get("/v1/echo/<path:rest>")
    def echo(rest: str = "") -> Response:
        answer = jsonify(headers=dict(request.headers), args=request.args.to_dict(flat=False), rest=rest)
        answer.headers["ETag"] = '"7"'
        answer.headers["Keep-Alive"] = "timeout=5"
        return answer


def _unknown_caller(fake: FakeServices, checker: TokenChecker) -> Any:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        g.actor = checker.check(token)
    except TokenRefused as refused:
        return problem(401, "token.invalid", str(refused))
    return problem(401, "token.revoked") if token in fake.reject_tokens else None


def _one(found: list[dict[str, Any]], name: str, value: str) -> Any:
    match = next((body for body in found if body[name] == value), None)
    return jsonify(match) if match else problem(404, "not_found", "Dit bestaat niet.")


def _absence(app: Flask, fake: FakeServices) -> None:
    app.get("/v1/employees", endpoint="employees")(lambda: items(fake.data["employees"]))
    app.get("/v1/absences", endpoint="absences")(lambda: items(fake.data["absences"]))
    app.get("/v1/employees/<key>", endpoint="employee")(lambda key: _one(fake.data["employees"], "employee_id", key))
    app.get("/v1/absences/<key>", endpoint="absence")(lambda key: _one(fake.data["absences"], "absence_number", key))

    @app.post("/v1/employees")
    def add() -> Any:
        body = request.get_json()
        added = employee(99, body["first_name"], body.get("infix", ""), body["last_name"]) | {"employee_id": "e-99"}
        fake.data["employees"].append(added)
        return jsonify(added), 201

    @app.post("/v1/employees/import")
    def load() -> Any:
        assert request.mimetype == "text/csv"
        return jsonify(fake.answers.get("import", {"rows": [
            {"row": 2, "result": "ADDED", "employee_id": "e-50"},
            {"row": 3, "result": "REFUSED", "errors": [
                {"field": "birth_date", "code": "date", "message": "De geboortedatum is geen datum."}]}]}))

    @app.post("/v1/employees/<key>/wages")
    def wage(key: str) -> Any:
        assert set(request.get_json()) <= {"valid_from", "annual_wage", "contract_hours"}
        return jsonify(next(e for e in fake.data["employees"] if e["employee_id"] == key) | {"version": 4})

    @app.post("/v1/employees/<key>/departures")
    def leave(key: str) -> Any:
        return jsonify(employee_id=key, **request.get_json())

    @app.post("/v1/sick-reports")
    def report() -> Any:
        body = request.get_json()
        assert body["data_checked"] is True
        assert body["third_party"] in ("YES", "NO", "UNKNOWN")
        filed = absence("V-2026-0100", body["employee_id"], body["first_sick_day"], reported_on=str(TODAY),
                        late=body["first_sick_day"] < str(TODAY), third_party=body["third_party"])
        with fake.lock:
            if not any(a["absence_number"] == "V-2026-0100" for a in fake.data["absences"]):
                fake.data["absences"].append(filed)
        return jsonify(filed), 201

    @app.post("/v1/absences/<key>/recoveries")
    def recover(key: str) -> Any:
        found = next(a for a in fake.data["absences"] if a["absence_number"] == key)
        return jsonify(copy.deepcopy(found)), 201


def _casework(app: Flask, fake: FakeServices) -> None:
    app.get("/v1/dossiers", endpoint="dossiers")(lambda: items(fake.data["dossiers"]))
    app.get("/v1/dossiers/<key>", endpoint="dossier")(lambda key: _one(fake.data["dossiers"], "absence_number", key))

    @app.get("/v1/activities")
    def activities() -> Response:
        steps = [s | {"absence_number": d["absence_number"], "employee_id": d["employee_id"]}
                 for d in fake.data["dossiers"] for s in d["plan"]]
        wanted = request.args.get("completed")
        if wanted:
            steps = [s for s in steps if (s["status"] in ("DONE", "CANCELLED")) == (wanted == "ja")]
        if text := request.args.get("activity"):
            steps = [s for s in steps if text.lower() in s["title"].lower()]
        return items(steps)

    @app.post("/v1/dossiers/<key>/milestones/<code>/completions")
    def complete(key: str, code: str) -> Any:
        return jsonify(absence_number=key, code=code, **request.get_json()), 201

    @app.get("/v1/statistics")
    def statistics() -> Response:
        assert request.args["from"] <= request.args["to"]
        return jsonify(fake.answers.get("statistics", {
            "VP": "4.82", "MF": "1.43", "GVD": "34.75", "NV": "66.7",
            "by_class": {"short": "0.42", "medium": "1.40", "long": "3.00", "extra_long": "0.00"}}))


def _claims(app: Flask, fake: FakeServices) -> None:
    app.get("/v1/coming-payments", endpoint="coming_payments")(lambda: items(fake.data["payments"]))

    @app.get("/v1/benefits")
    def benefits() -> Response:
        number = request.args.get("absenceNumber")
        return items([b for b in fake.data["benefits"] if not number or b["absence_number"] == number])

    @app.post("/v1/forecasts")
    def forecast() -> Any:
        first = date.fromisoformat(request.get_json()["first_sick_day"])
        return jsonify(fake.answers.get("forecast", {
            "waiting_until": str(add_working_days(first, 9)), "first_benefit_day": str(add_working_days(first, 10)),
            "months": [{"month": "2026-06", "total": "295.02", "pay_on": "2026-07-16"},
                       {"month": "2026-07", "total": "3392.73", "pay_on": "2026-08-18"}]}))


def _billing(app: Flask, fake: FakeServices) -> None:
    app.get("/v1/policies", endpoint="policies")(lambda: items(fake.data["policies"]))
    app.get("/v1/invoices", endpoint="invoices")(lambda: items(fake.data["invoices"]))
    app.get("/v1/invoices/<key>", endpoint="invoice")(lambda key: _one(fake.data["invoices"], "number", key))
