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
