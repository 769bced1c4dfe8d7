"""Recourse files and reimbursements in the fake claims service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import page_of

DETAIL = ("liable_name", "liable_insurer", "liable_plate", "liable_reference", "relation", "fault_bars_cover", "known_on",
          "police_report", "is_vulnerable", "net_loss", "net_lost", "victim_own", "reintegration_costs",
          "reintegration_uninsured", "loss_through", "steps", "allocations")
OPENED = {"act": "OPENED", "status": "REPORTED", "at": "2026-06-11T10:00:00+02:00", "on": "2026-06-11", "amount": None,
          "detail": None}


def recourse_file(**more: Any) -> dict[str, Any]:
    """A file of Mo El Amrani's case of which the employer is to be called, in claims' response."""
    return {
        "recourse_id": "r-1", "absence_number": "V-2026-0002", "employee_id": "e-2", "employer_id": "emp-1", "version": 1,
        "status": "REPORTED", "cause": None, "event_kind": None, "event_on": "2026-03-02", "contact_due_on": "2026-06-12",
        "contacted_on": None, "limitation_on": "2029-03-02", "claim_until": "2031-03-02", "direct_action_until": "2029-03-02",
        "due_on": "2026-06-12", "accepted_pct": None, **dict.fromkeys(DETAIL), "fault_bars_cover": False,
        "is_vulnerable": False, "steps": [OPENED], "allocations": []} | more


def add_recourse(app: Flask, data_of: Callable[[str], Any], problem: Callable[..., Any]) -> None:
    """Add the routes."""

    @app.get("/v1/recourse-files")
    def files() -> Any:
        ended = request.args.get("state") == "ENDED"
        rows = [row for row in data_of("recourse") if (row["status"] in ("CLOSED", "WITHDRAWN", "TIME_BARRED")) == ended]
        return page_of([{name: value for name, value in row.items() if name not in DETAIL} for row in rows])

    app.get("/v1/recourse-file-counts", endpoint="recourse_counts")(
        lambda: jsonify(open=1, to_contact=1, contacts_overdue=1, lapsing=0))

    @app.get("/v1/recourse-files/<number>")
    def file(number: str) -> Any:
        found = [row for row in data_of("recourse") if row["absence_number"] == number]
        if not found:
            return problem(404, "recourse.not_found", "Dit verhaalsdossier bestaat niet.")
        return jsonify(file=found[0], next=["SCREENING", "WITHDRAWN"], amounts=None)

    def change(number: str, what: str) -> Any:
        row, body = data_of("recourse")[0], request.get_json()
        row["version"] += 1
        if what == "moves":
            row["status"] = body["to"]
        elif what == "liable-party":
            row.update(liable_name=body["name"], event_kind=body["event_kind"])
        return jsonify(row)

    app.post("/v1/recourse-files/<number>/<what>", endpoint="act_on_recourse")(change)
    app.put("/v1/recourse-files/<number>/<what>", endpoint="record_in_recourse")(change)


def reimbursement(**more: Any) -> dict[str, Any]:
    """A declaration that was accepted and not paid, in claims' response."""
    return {"declaration_id": "d-1", "absence_number": "V-2026-0002", "employee_id": "e-2", "employer_id": "emp-1",
            "amount": "900.00", "decided_on": "2026-05-20", "pay_by": "2026-06-12", "status": "ACCEPTED", "reference": "VERG-d-1",
            "paid_on": None, "file_id": None} | more


def add_reimbursements(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes."""
    app.get("/v1/reimbursements", endpoint="reimbursements")(lambda: page_of(
        [row for row in data_of("reimbursements") if (row["status"] == "PAID") == (request.args.get("state") == "PAID")]))
    app.get("/v1/reimbursement-files/<file_id>", endpoint="reimbursement_file")(
        lambda file_id: app.response_class(f"<Document>{file_id}</Document>", content_type="application/xml"))


def guarantee(**more: Any) -> dict[str, Any]:
    """An approved guarantee of which one month was charged, in claims' response."""
    lines = [{"month": month, "start": f"{month}-01", "end": f"{month}-28", "days": days, "daily_wage": "160.00",
              "wage_pct": "70", "incapacity_pct": "100", "total": total} for month, days, total in (
        ("2026-05", 21, "2352.00"), ("2026-06", 22, "2464.00"))]
    return {"sanction_id": "w-1", "absence_number": "V-2026-0002", "employee_id": "e-2", "decision": "APPROVED",
            "stage": "PAYING", "payer": "PERSPECTIEF", "lines": lines, "amount": "4816.00", "charged": "2352.00",
            "charges": [{"number": 1, "month": "2026-05", "amount": "2352.00", "charged_on": "2026-06-01"}],
            "conditions": [{"code": "TIMELY", "holds": True}, {"code": "CONTRACT_TERMS", "holds": True}],
            "start": "2026-05-01", "weeks": 8, "decided_on": "2026-04-20", "shortened_to": None} | more


def add_guarantees(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes."""
    app.get("/v1/guarantees", endpoint="guarantees")(lambda: page_of(data_of("guarantees")))
    app.get("/v1/guarantees/<sanction_id>", endpoint="guarantee")(
        lambda sanction_id: jsonify(next(row for row in data_of("guarantees") if row["sanction_id"] == sanction_id)))
