"""Notices to VRA in the fake casework service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import page_of
from services.gateway.tests.fake_data import notice_row, order_row, request_row, waiting_cost


def add_vra(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes."""

    @app.get("/v1/dossiers/<number>/vra")
    def get_vra_case(number: str) -> Any:
        return jsonify(version=1, mandate_since="2020-01-01", order=order_row(), notices=data_of("vra_notices"),
                       requests=data_of("information_requests"))

    @app.post("/v1/dossiers/<number>/vra-notices")
    def notify_vra(number: str) -> Any:
        data_of("vra_notices").append(notice_row(notice_id="notice-2", **request.get_json()))
        return jsonify(data_of("vra_notices")[-1]), 201

    @app.post("/v1/dossiers/<number>/vra-notices/<notice_id>/<act>")
    def act_on_notice(number: str, notice_id: str, act: str) -> Any:
        row = next(one for one in data_of("vra_notices") if one["notice_id"] == notice_id)
        if act == "answer":
            row.update(status="ANSWERED", answered_on="2026-06-15", answer=request.get_json()["text"])
        else:
            row.update(status="CLOSED", closed_on="2026-06-15")
        return jsonify(row)

    @app.get("/v1/vra-worklist")
    def vra_worklist() -> Any:
        answered = {row["request_id"] for row in data_of("information_requests") if row["status"] == "ANSWERED"}
        return page_of([row for row in data_of("vra_waiting")[request.args["list"]] if row["subject_id"] not in answered])

    app.get("/v1/undecided-activities", endpoint="undecided_activities")(lambda: page_of([waiting_cost()]))
    app.get("/v1/undecided-declarations", endpoint="undecided_declarations")(lambda: page_of([]))

    @app.post("/v1/dossiers/<number>/information-requests")
    def ask_information(number: str) -> Any:
        data_of("information_requests").append(request_row(request_id="request-2", **request.get_json()))
        return jsonify(data_of("information_requests")[-1]), 201

    @app.post("/v1/dossiers/<number>/information-requests/<request_id>/answer")
    def inform(number: str, request_id: str) -> Any:
        row = next(one for one in data_of("information_requests") if one["request_id"] == request_id)
        row.update(status="ANSWERED", answered_on="2026-06-15", answer=request.get_json()["text"])
        return jsonify(row)
