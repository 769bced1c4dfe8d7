"""Wages to judge and requests for legal aid in the fake claims service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import page_of


def add_wage_judgements(app: Flask, data_of: Callable[[str], Any], problem: Callable[..., Any]) -> None:
    """Add the routes."""
    @app.get("/v1/wage-judgements")
    def wage_judgements() -> Any:
        status = request.args.get("status")
        return page_of([one for one in data_of("wage_judgements") if status in (None, "", one["status"])])

    @app.post("/v1/wage-judgements/<judgement_id>/decision")
    def judge(judgement_id: str) -> Any:
        found = next(one for one in data_of("wage_judgements") if one["judgement_id"] == judgement_id)
        if found["status"] != "WAITING":
            return problem(409, "wage_judgement.not_waiting", "Over dit loon is al beslist.")
        body = request.get_json()
        found.update(status="ACCEPTED" if body["accept"] else "REJECTED", reason=body["reason"])
        return jsonify(found)


def legal_aid_request(**more: Any) -> dict[str, Any]:
    """The first request, in claims' response."""
    return {"request_number": "RB-2026-000001", "employer_id": "emp-1", "policy_number": "P-2026-1", "absence_number": None,
            "kind": "UWV_CONFLICT", "status": "ACCEPTED", "free_of_charge": True, "costs_accepted": False,
            "requested_at": "2026-06-15T10:00:00+02:00"} | more


def add_legal_aid(app: Flask, data_of: Callable[[str], Any], problem: Callable[..., Any]) -> None:
    """Add the routes."""
    app.get("/v1/legal-aid-requests", endpoint="legal_aid")(lambda: page_of(
        [{"request": row, "company_name": "Bakkerij De Jong B.V."} for row in data_of("legal_aid")[::-1]]))

    @app.post("/v1/legal-aid-requests")
    def ask() -> Any:
        rows, body = data_of("legal_aid"), request.get_json()
        if rows and not body["costs_accepted"]:
            sentence = "U heeft al eerder kosteloos rechtsbijstand gekregen. Geef aan dat u akkoord gaat met de kosten."
            return problem(422, "legal_aid.costs_not_accepted", sentence, errors=[
                {"field": "costs_accepted", "code": "legal_aid.costs_not_accepted", "message": sentence}])
        rows.append(legal_aid_request(**body, request_number=f"RB-2026-{len(rows) + 1:06d}", free_of_charge=not rows))
        return jsonify(rows[-1]), 201
