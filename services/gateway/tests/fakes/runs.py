"""One payment run in the fake claims service: its acts change its step as in the service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify, request

from services.gateway.tests.fake_administration import page_of

NUMBER, CHANGED = "7F3A-91C2-0B1D-55AA", "1111-2222-3333-4444"
RUN = "/v1/payment-runs/RUN-2026-05"


def act_row(kind: str, account_id: str = "staff-claims", **more: Any) -> dict[str, Any]:
    """An act of the history, in claims' response."""
    return {"at": "2026-06-12T12:04:00+02:00", "account_id": account_id, "kind": kind, "control_number": NUMBER, "subject": None,
            "note": None} | more


def line_row(**more: Any) -> dict[str, Any]:
    """A payment to look at, in claims' response."""
    return {"payment": {"payment_reference": "UIT-2026-05-000001", "employee_id": "e-1", "absence_number": "V-2026-0002",
                        "amount": "4704.00", "pay_on": "2026-06-16", "for_months": ["2026-05"], "set_off": "0.00",
                        "run_id": "RUN-2026-05"},
            "policy_number": "P-2026-1", "company_name": "Bakkerij De Schelde B.V.", "status": "PREPARED", "previous": "3520.00",
            "reasons": ["CHANGED"], "refusal": None, "seen_by": None, "aside": None, "until": None} | more


class FakeRun:
    """The run, as its acts leave it."""

    def __init__(self, acts: Callable[[], list[Any]]) -> None:
        self._acts = acts

    def has(self, kind: str) -> list[Any]:
        """The acts of a kind."""
        return [row for row in self._acts() if row["kind"] == kind]

    @property
    def step(self) -> str:
        """Where the run is."""
        if self.has("FILED"):
            return "CONFIRM"
        return "CHECK" if not self.has("CHECKED") else "FILE" if len(self.has("APPROVED")) > 1 else "APPROVE"

    @property
    def line(self) -> dict[str, Any]:
        """Its one payment."""
        aside, seen = self.has("SET_ASIDE"), self.has("SEEN")
        more = {"status": "SET_ASIDE", "aside": aside[-1], "until": "2026-07-16"} if aside else {}
        return line_row(seen_by=seen[-1]["account_id"] if seen else None, **more)

    @property
    def body(self) -> dict[str, Any]:
        """Claims' response."""
        aside = bool(self.has("SET_ASIDE"))
        totals = {"payments": 0 if aside else 1, "employers": 1, "amount": "4704.00", "aside_payments": int(aside),
                  "aside_amount": "0.00"}
        return {
            "run_id": "RUN-2026-05", "month": "2026-05", "pay_on": "2026-06-16", "status": "PREPARED",
            "version": 2 if aside else 1, "step": self.step, "prepared_at": "2026-06-12T00:10:00+02:00",
            "previous_amount": "3520.00", "to_pay": "0.00" if aside else "4704.00", "to_pay_count": 0 if aside else 1,
            "approvals_needed": 2, "to_look_at": 0 if aside else 1, "unseen": 0 if aside or self.has("SEEN") else 1,
            "control_number": CHANGED if aside else NUMBER, "totals": totals,
            "differences": [{"kind": "CHANGED", "count": 1, "amount": "1184.00"}],
            "sent": len(self.has("FILED")), "confirmed": 0, "refused": 0,
            "checked": next(iter(self.has("CHECKED")), None), "approvals": self.has("APPROVED"),
            "files": [{"number": 1, "message_id": "RUN-2026-05", "made_at": "2026-06-12T12:10:00+02:00",
                       "execute_on": "2026-06-16"}] if self.has("FILED") else []}


def add_bank_answers(app: Flask, problem: Callable[..., Any]) -> None:
    """Add the route."""
    @app.post("/v1/bank-answers")
    def answer() -> Any:
        if request.get_data() != b"<Document/>":
            return problem(422, "bank_file.unreadable", "Er klopt iets niet.", errors=[{
                "field": "file", "code": "bank_file.unreadable",
                "message": "Dit bestand kunnen wij niet lezen: het is geen geldig XML."}])
        return jsonify(confirmed=1, refused=0, unmatched=2, is_known=False)


def add_account_changes(app: Flask, data_of: Callable[[str], Any], problem: Callable[..., Any]) -> None:
    """Add the routes."""
    app.get("/v1/account-changes", endpoint="account_changes")(lambda: page_of(data_of("account_changes")))

    @app.post("/v1/account-changes/P-2026-1/confirmation")
    def confirm() -> Any:
        (row,) = data_of("account_changes")
        if request.get_json()["iban"] != row["iban"]:
            return problem(409, "account.other", "Het rekeningnummer is intussen een ander. Bekijk het opnieuw.")
        row["confirmation"] = {"confirmed_by": "staff-claims", "confirmed_at": "2026-06-15T12:00:00+02:00",
                               "usable_from": "2026-06-18"}
        return jsonify(row["confirmation"])


def add_runs(app: Flask, data_of: Callable[[str], Any], problem: Callable[..., Any]) -> None:
    """Add the routes."""
    add_bank_answers(app, problem)
    add_account_changes(app, data_of, problem)
    run = FakeRun(lambda: list(data_of("run_acts")))
    app.get("/v1/payment-runs", endpoint="runs")(lambda: page_of([{
        "run_id": "RUN-2026-05", "month": "2026-05", "pay_on": "2026-06-16", "status": "PREPARED", "paid_at": None,
        "prepared_at": "2026-06-12T00:10:00+02:00", "has_file": False, "files": []}]))
    app.get(RUN, endpoint="run")(lambda: jsonify(run.body))
    app.get(f"{RUN}/acts", endpoint="run_acts")(lambda: page_of(data_of("run_acts")[::-1]))
    app.get(f"{RUN}/files/1", endpoint="run_file")(lambda: Response("<Document/>", content_type="application/xml"))

    @app.get(f"{RUN}/lines")
    def lines() -> Any:
        is_aside = bool(run.has("SET_ASIDE"))
        return page_of([run.line] if {"REVIEW": not is_aside, "ASIDE": is_aside}.get(request.args.get("list", ""), True) else [])

    @app.post(f"{RUN}/<what>")
    def act(what: str) -> Any:
        body = request.get_json()
        if body["control_number"] != NUMBER:
            return problem(409, "payment_run.changed", "De betaalrun is gewijzigd.")
        if what == "check" and not run.has("SEEN"):
            return problem(422, "payment_run.payments_unseen", "1 betaling is nog door niemand gezien.")
        kind = {"check": "CHECKED", "approvals": "APPROVED", "rejections": "REJECTED", "files": "FILED"}[what]
        account = "staff-claims" if kind == "CHECKED" else f"staff-{len(run.has('APPROVED'))}"
        data_of("run_acts").append(act_row(kind, account, note=body.get("reason")))
        return jsonify(run_id="RUN-2026-05", version=1, status="PREPARED", files=[])

    @app.post(f"{RUN}/lines/UIT-2026-05-000001/<what>")
    def act_on_payment(what: str) -> Any:
        kind = {"seen": "SEEN", "set-aside": "SET_ASIDE", "put-back": "PUT_BACK"}[what]
        if kind == "PUT_BACK":
            data_of("run_acts")[:] = []
        data_of("run_acts").append(act_row(kind, subject="UIT-2026-05-000001", note=request.get_json().get("reason")))
        return jsonify(run_id="RUN-2026-05", version=2, status="PREPARED", files=[])
