"""Talks, warnings and sanctions in the fake casework service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import page_of, stale

STANDS = {"withdrawn_on": None, "withdrawal_reason": None}
"""Of a record that was not taken back."""


def sanction(number: str, asked: dict[str, Any], sanction_id: str = "s-1") -> dict[str, Any]:
    """A sanction in casework's response."""
    return {"sanction_id": sanction_id, "absence_number": number, "warnings": 2, "lacks_warnings": False, "lifted_on": None,
            "back_pay": None, "withdrawn": False, "status": "IMPOSED", **asked}


def add_conflict(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes; a sanction needs two warnings, as in casework."""
    def case() -> Any:
        return data_of("escalation")

    def add_step(number: str, kind: str, taken_on: str, status: str, **more: Any) -> Any:
        case()["conflict"] |= {"status": status, "outcome": more.get("outcome")}
        case()["steps"].append({"step_id": f"t-{len(case()['steps'])}", "absence_number": number, "taken_on": taken_on,
                                "kind": kind, "mediator": None, "outcome": None, "document_id": None,
                                **STANDS, **more})
        return jsonify(case()["steps"][-1]), 201

    _add_acts(app, case, add_step)

    @app.get("/v1/dossiers/<number>/escalation")
    def get_escalation(number: str) -> Any:
        return jsonify(case())

    @app.post("/v1/dossiers/<number>/talks")
    def talk(number: str) -> Any:
        if refusal := stale(case(), "version"):
            return refusal
        body = request.get_json()
        return add_step(number, "TALK_REFUSED" if body["refused"] else "TALK", body["held_on"], "TALK")

    @app.post("/v1/dossiers/<number>/warnings")
    def warn(number: str) -> Any:
        case()["warnings"].append({"warning_id": f"w-{len(case()['warnings'])}", **STANDS, **request.get_json()})
        return jsonify(case()["warnings"][-1]), 201

    _add_lists_and_withdrawals(app, case)
    _add_sanctions(app, case)


def _add_lists_and_withdrawals(app: Flask, case: Callable[[], Any]) -> None:
    @app.post("/v1/dossiers/<number>/<any('conflict-steps', warnings):kind>/<record_id>/withdrawal")
    def take_back(number: str, kind: str, record_id: str) -> Any:
        row = next(one for one in case()["warnings" if kind == "warnings" else "steps"] if record_id in one.values())
        row |= {"withdrawn_on": "2026-06-15", "withdrawal_reason": request.get_json()["reason"]}
        case()["unfounded_sanctions"] = [one["sanction_id"] for one in case()["sanctions"]]
        return jsonify(row), 201

    @app.get("/v1/mediator-requests")
    def mediator_requests() -> Any:
        row = {"absence_number": "V-2026-0002", "requested_on": "2026-06-05", "due_on": "2026-06-12", "mediator": None,
               "started_on": None, "employee_name": "Jan de Vries", "company_name": "Bakkerij De Jong B.V."}
        if request.args["state"] == "WAITING":
            return page_of([row])
        return page_of([row | {"mediator": "M. Bakker", "started_on": "2026-06-09"}])


def _add_sanctions(app: Flask, case: Callable[[], Any]) -> None:
    @app.post("/v1/dossiers/<number>/sanctions")
    def impose(number: str) -> Any:
        if len(case()["warnings"]) < 2:
            return jsonify(code="sanction.insufficient_warnings", detail="Geef minstens 2 waarschuwingen.", status=422), 422
        case()["sanctions"].append(sanction(number, request.get_json()))
        return jsonify(case()["sanctions"][-1]), 201

    @app.put("/v1/dossiers/<number>/sanctions/<sanction_id>")
    def correct(number: str, sanction_id: str) -> Any:
        case()["sanctions"][0].update(request.get_json())
        return jsonify(case()["sanctions"][0])

    @app.post("/v1/dossiers/<number>/sanctions/<sanction_id>/<act>")
    def end(number: str, sanction_id: str, act: str) -> Any:
        case()["sanctions"][0] |= {"status": "LIFTED", **request.get_json()} if act == "lifting" else {
            "status": "WITHDRAWN", "withdrawn": True}
        return jsonify(case()["sanctions"][0]), 201


def _add_acts(app: Flask, case: Callable[[], Any], add_step: Callable[..., Any]) -> None:
    @app.post("/v1/dossiers/<number>/verdicts")
    def give_verdict(number: str) -> Any:
        case()["verdicts"].append({"verdict_id": "v-1", "absence_number": number, **request.get_json()})
        return jsonify(case()["verdicts"][-1]), 201

    @app.post("/v1/dossiers/<number>/work-requests")
    def request_work(number: str) -> Any:
        return add_step(number, "WORK_REQUESTED", request.get_json()["made_on"], case()["conflict"]["status"])

    @app.post("/v1/dossiers/<number>/summonses")
    def summon(number: str) -> Any:
        if not case()["verdicts"]:
            return jsonify(code="summons.no_medical_basis", detail="De bedrijfsarts ziet beperkingen.", status=422), 422
        return add_step(number, "SUMMONED", request.get_json()["made_on"], case()["conflict"]["status"])

    @app.post("/v1/dossiers/<number>/conflict/<act>")
    def act_on_conflict(number: str, act: str) -> Any:
        body = request.get_json()
        if act == "mediation":
            return add_step(number, "MEDIATION_STARTED", body["started_on"], "MEDIATION", mediator=body["mediator"])
        if act == "resolution":
            return add_step(number, "RESOLVED", body["resolved_on"], "RESOLVED", outcome=body["outcome"])
        if act == "postponement":
            return add_step(number, "POSTPONED", "2026-06-15", "POSTPONED", document_id=body["document_id"])
        added = add_step(number, "MEDIATOR_REQUESTED", "2026-06-15", case()["conflict"]["status"])
        case()["conflict"]["mediator_requested_on"] = "2026-06-15"
        return added
