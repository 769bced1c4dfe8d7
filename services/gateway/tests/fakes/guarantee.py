"""Wage sanctions, prognoses and efforts in the fake casework service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

CODES = ("TIMELY", "FROM_FIRST_DAY", "UNINTERRUPTED", "ADVICES_FOLLOWED", "CONTRACT_TERMS")


def wage_sanction(number: str = "V-2026-0002", **more: Any) -> dict[str, Any]:
    """A wage sanction in casework's response, of which the contract terms are not judged yet."""
    return {"sanction_id": "w-1", "absence_number": number, "decision_on": "2026-06-08", "received_on": "2026-06-09",
            "reported_on": "2026-06-15", "report_due_on": "2026-06-16", "weeks": 52, "start": "2028-02-28",
            "kind": "SUBSTANTIVE", "document_id": None, "ends_on": None, "terms_met": None, "withdrawn_on": None,
            "approved": None, "amount": None,
            "conditions": [{"code": code, "holds": None if code == "CONTRACT_TERMS" else True, "evidence": "-"}
                           for code in CODES]} | more


def guarantee_of(row: dict[str, Any]) -> dict[str, Any]:
    """The guarantee of a wage sanction."""
    decision = {None: "ASSESSING", True: "APPROVED", False: "REJECTED"}[row["approved"]]
    return {"decision": decision, "conditions": row["conditions"], "amount": row["amount"]}


def add_guarantee(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes."""
    def dossier(number: str) -> Any:
        return next(one for one in data_of("dossiers") if one["absence_number"] == number)

    def show(number: str, row: dict[str, Any]) -> Any:
        dossier(number).update(wage_sanctions=[] if row["withdrawn_on"] else [row],
                               guarantee=None if row["withdrawn_on"] else guarantee_of(row))
        return jsonify(row)

    @app.post("/v1/dossiers/<number>/efforts")
    def exert(number: str) -> Any:
        row = request.get_json() | {"effort_id": "e-1", "track": 1}
        dossier(number)["efforts"].append(row)
        return jsonify(row), 201

    @app.post("/v1/dossiers/<number>/prognoses")
    def expect(number: str) -> Any:
        dossier(number)["expectation"] = request.get_json()["expectation"]
        return jsonify(request.get_json() | {"prognosis_id": "p-1"}), 201

    @app.post("/v1/dossiers/<number>/wage-sanctions")
    def report_sanction(number: str) -> Any:
        return show(number, wage_sanction(number, **request.get_json())), 201

    @app.put("/v1/dossiers/<number>/wage-sanctions/<sanction_id>")
    def correct_sanction(number: str, sanction_id: str) -> Any:
        return show(number, dossier(number)["wage_sanctions"][0] | request.get_json())

    @app.post("/v1/dossiers/<number>/wage-sanctions/<sanction_id>/<act>")
    def act_on_sanction(number: str, sanction_id: str, act: str) -> Any:
        body = request.get_json(silent=True) or {}
        changes = {"judgement": {"terms_met": body.get("met"), "approved": body.get("met"), "amount": "29120.00"},
                   "shortening": body, "withdrawal": {"withdrawn_on": "2026-06-15"}}[act]
        return show(number, dossier(number)["wage_sanctions"][0] | changes), 201
