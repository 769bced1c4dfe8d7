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
