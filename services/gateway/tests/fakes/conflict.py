"""Talks, warnings and sanctions in the fake casework service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import stale


def sanction(number: str, asked: dict[str, Any], sanction_id: str = "s-1") -> dict[str, Any]:
    """A sanction in casework's response."""
    return {"sanction_id": sanction_id, "absence_number": number, "warnings": 2, "lacks_warnings": False, "lifted_on": None,
            "back_pay": None, "withdrawn": False, "status": "IMPOSED", **asked}


def add_conflict(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes; a sanction needs two warnings, as in casework."""
    def case() -> Any:
        return data_of("escalation")

    @app.get("/v1/dossiers/<number>/escalation")
    def get_escalation(number: str) -> Any:
        return jsonify(case())

    @app.post("/v1/dossiers/<number>/talks")
    def talk(number: str) -> Any:
        if refusal := stale(case(), "version"):
            return refusal
        body = request.get_json()
        case()["steps"].append({"step_id": "t-1", "absence_number": number, "taken_on": body["held_on"],
                                "kind": "TALK_REFUSED" if body["refused"] else "TALK"})
        return jsonify(case()["steps"][-1]), 201

    @app.post("/v1/dossiers/<number>/warnings")
    def warn(number: str) -> Any:
        case()["warnings"].append({"warning_id": f"w-{len(case()['warnings'])}", **request.get_json()})
        return jsonify(case()["warnings"][-1]), 201

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
