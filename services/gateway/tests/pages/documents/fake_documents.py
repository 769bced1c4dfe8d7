"""Documents of a case in the fake casework service. For tests only."""
from typing import Any

from flask import Flask, Response, jsonify, request

KINDS = [{"kind": "ACTION_PLAN", "title": "Plan van aanpak"}, {"kind": "WARNING", "title": "Schriftelijke waarschuwing"}]
PATH = "/v1/dossiers/<number>/documents"


def document(**more: Any) -> dict[str, Any]:
    """A document of the doctor in casework's response."""
    return {"document_id": "doc-1", "absence_number": "V-2026-0002", "kind": "PROBLEM_ANALYSIS", "title": "Probleemanalyse",
            "dated_on": "2026-06-08", "size": 21_400, "recorded_at": "2026-06-08T10:02:00+02:00", "recorded_as": "company_doctor",
            "opens": True, "is_own": False} | more


def add_documents(app: Flask) -> None:
    """Add the routes."""
    rows = [document(), document(document_id="doc-2", kind="WARNING", title="Schriftelijke waarschuwing",
                                 recorded_as="casemanager", opens=False)]
    app.get(PATH, endpoint="documents")(lambda number: jsonify(items=rows, kinds=KINDS))
    app.get(f"{PATH}/<document_id>", endpoint="document")(lambda number, document_id: Response(b"%PDF-1.7\n%%EOF\n"))

    @app.post(PATH)
    def add_document(number: str) -> Any:
        if not request.get_data().startswith(b"%PDF"):
            message = "Verstuur een bestand van de soort PDF of PNG of JPEG."
            return jsonify(status=422, code="upload.kind", detail=message, errors=[
                {"field": "file", "code": "upload.kind", "message": message}]), 422
        rows.append(document(document_id="doc-3", kind=request.args["kind"], title="Plan van aanpak", recorded_as="employer",
                             dated_on=request.args["datedOn"], is_own=True))
        return jsonify(document_id="doc-3"), 201

    @app.post(f"{PATH}/<document_id>/withdrawal")
    def withdraw_document(number: str, document_id: str) -> Any:
        rows.remove(next(row for row in rows if row["document_id"] == document_id))
        return jsonify(document_id=document_id)

    _add_report(app)
    _add_statements(app)
    _add_agreements(app)
    _add_deviations(app)


def _add_report(app: Flask) -> None:
    report: dict[str, Any] = {
        "version": 1, "scope": "FULL", "documents": 2, "missing": ["ACTION_PLAN"], "reports": [],
        "parts": [{"part": "ACTION_PLAN", "title": "Plan van aanpak", "document_id": None, "dated_on": None},
                  {"part": "PROBLEM_ANALYSIS", "title": "Probleemanalyse", "document_id": "doc-1", "dated_on": "2026-06-08"}]}
    app.get("/v1/dossiers/<number>/reintegration-report", endpoint="report")(lambda number: jsonify(
        report if number == "V-2026-0002" else report | {"missing": []}))
    app.get("/v1/dossiers/<number>/reintegration-reports/<report_id>", endpoint="package")(
        lambda number, report_id: Response(b"PK", content_type="application/zip"))

    @app.post("/v1/dossiers/<number>/reintegration-reports")
    def seal(number: str) -> Any:
        report["reports"].append({"report_id": "r-1", "absence_number": number, "sealed_at": "2026-06-15T10:00:00+02:00",
                                  "size": 2, "package_digest": "0" * 64})
        return jsonify(report["reports"][-1]), 201

    @app.post("/seal-checks")
    def check_seal() -> Any:
        files = {file["name"]: file["sha256"] for file in request.get_json()["files"]}
        changed = [name for name, digest in files.items() if digest is None]
        return jsonify(sealed_at="2026-06-15T10:00:00+02:00", is_intact=not changed, changed=changed, missing=[], added=[],
                       is_same_package=not changed, is_log_intact=True)


def statement(texts: Any = None, **days: str) -> dict[str, Any]:
    """The action plan in casework's response."""
    signed = {name: days.get(name) for name in ("employer_signed_on", "employee_signed_on", "doctor_signed_on")}
    return {"statement_id": "st-1", "absence_number": "V-2026-0002", "kind": "ACTION_PLAN", "texts": texts or {},
            "status": "ONE_SIDED" if days else "DRAFT", **signed, "document_id": None,
            "recorded_at": "2026-06-15T10:00:00+02:00"}


def _add_statements(app: Flask) -> None:
    path = "/v1/dossiers/<number>/statements"
    shapes = (("contact_agreements", "Afspraken over contact", "LIST"), ("evaluation_on", "Evaluatie", "DAY"),
              ("contact_person", "Casemanager", "TEXT"), ("employer_vision", "Visie van de werkgever", "TEXT"))
    sections = [{"name": name, "title": title, "shape": shape, "is_mandatory": True} for name, title, shape in shapes]
    body: dict[str, Any] = {"version": 1, "items": [], "casemanager": "Chris de Manager",
                            "kinds": [{"kind": "ACTION_PLAN", "title": "Plan van aanpak", "sections": sections}]}
    app.get(path, endpoint="statements")(lambda number: jsonify(body))

    @app.post(path)
    def write(number: str) -> Any:
        sent = request.get_json()
        if not sent["contact_agreements"]:
            message = "Leg vast hoe u contact houdt."
            return jsonify(status=422, code="action_plan.contact_agreements_required", detail=message, errors=[
                {"field": "contact_agreements", "code": "action_plan.contact_agreements_required", "message": message}]), 422
        texts = {name: text for name, text in sent.items() if name != "kind"}
        body["items"] = [{"statement": statement(texts), "title": "Plan van aanpak", "awaits_reader": True}]
        return jsonify(body["items"][0]["statement"]), 201

    @app.post(f"{path}/<statement_id>/<act>")
    def act_on(number: str, statement_id: str, act: str) -> Any:
        row = body["items"][0]
        if act == "withdrawal":
            body["items"] = []
            return "", 204
        row |= {"statement": statement(row["statement"]["texts"], employer_signed_on="2026-06-15"), "awaits_reader": False}
        return jsonify(row["statement"])


def _add_agreements(app: Flask) -> None:
    path, rows = "/v1/dossiers/<number>/agreements", []
    app.get(path, endpoint="agreements")(lambda number: jsonify(items=rows))

    @app.post(path)
    def note(number: str) -> Any:
        rows.append({"agreement_id": "agr-1", "absence_number": number, "recorded_at": "2026-06-15T10:00:00+02:00",
                     "recorded_by": "acc-1", "recorded_as": "employer"} | request.get_json())
        return jsonify(rows[-1]), 201


def _add_deviations(app: Flask) -> None:
    rows: list[Any] = []
    movable = {"code": "M04", "occurrence": 1, "title": "Plan van aanpak", "due_on": "2026-06-20", "target_on": "2026-06-19",
               "opens_on": None, "responsible": "employer_and_employee", "status": "PLANNED", "completed_on": None,
               "late_days": 0, "pending": None}
    app.get("/v1/dossiers/<number>/deviations", endpoint="deviations")(
        lambda number: jsonify(version=1, items=rows, steps=[movable]))

    @app.post("/v1/dossiers/<number>/milestones/<code>/deviations")
    def deviate(number: str, code: str) -> Any:
        wish = {"code": code, "occurrence": 1, "party": "employer", "recorded_at": "2026-06-15T10:00:00+02:00",
                **request.get_json()}
        rows.append(wish | {"title": "Plan van aanpak", "standing": "ONE_SIDED"})
        return jsonify(wish | {"deviation_id": "dev-1"}), 201
