"""Claims of months in the fake claims service: April was paid, and May waits for people. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import page_of

NUMBER = "C-2026-000001"


def month_claim(**more: Any) -> dict[str, Any]:
    """May of Mo El Amrani's case, in claims' response."""
    return {
        "claim_number": NUMBER, "absence_number": "V-2026-0002", "month": "2026-05", "version": 1, "calculation": 2,
        "employee_id": "e-2", "employer_id": "emp-1", "policy_number": "P-2026-1", "status": "TO_JUDGE", "amount": "1840.00",
        "to_pay": "1840.00", "compared": "3520.00", "reasons": ["CHANGED_AMOUNT"], "due_on": "2026-06-11", "is_sampled": False,
        "refused_because": None, "asked": None, "waiting_until": None, "first_approved_by": None,
        "decided_at": "2026-06-01T10:00:00+02:00"} | more


def calculation(version: int, incapacity: str, total: str, days: int, *, month: str = "2026-05") -> dict[str, Any]:
    """A calculation of one line, which is recomputed equally."""
    amounts = {"wage": total, "offset": "0.00", "charges": "0.00", "total": total}
    line = {"from": f"{month}-01", "to": f"{month}-29", "days": days, "daily_wage": "160.00", "coverage_pct": "100",
            "incapacity_pct": incapacity, "charges_pct": "0", "safety_net_daily": "0.00", "terms_valid_from": "2020-01-01",
            "back_pay": False, "rule": "BENEFIT_LINE", "rule_version": 1} | amounts
    basis = {"annual_wage": "41760.00", "max_insured_wage": "79409.00", "day_divisor": 261}
    return {"version": version, "month": month, "total": total, "calculated_at": "2026-06-01T10:00:00+02:00",
            "is_confirmed": True, "lines": [{"line": line, "wage_basis": basis, "daily_wage": "160.00", "recomputed": amounts,
                                             "is_confirmed": True}]}


def view_of(row: dict[str, Any]) -> dict[str, Any]:
    """The claim as people see it."""
    act = {"act": "RULED", "status": row["status"], "at": "2026-06-01T10:00:00+02:00", "account_id": None, "calculation": 2,
           "amount": row["amount"], "reasons": row["reasons"], "note": None, "rule_id": "month-approval", "rule_version": 1}
    return {
        "claim": row, "company_name": "Bakkerij De Jong B.V.", "iban": "NL91ABNA0417164300", "first_sick_day": "2026-03-02",
        "versions": [calculation(2, "50", "1840.00", 23), calculation(1, "100", "3680.00", 23)],
        "preceding": calculation(1, "100", "3520.00", 22, month="2026-04"),
        "months": [{"claim_number": row["claim_number"], "month": "2026-05", "calculation": 2, "status": row["status"],
                    "amount": "1840.00", "booked": "0.00", "open": "1840.00"}],
        "acts": [act], "pay_on": "2026-06-16"}


def add_month_claims(app: Flask, data_of: Callable[[str], Any], problem: Callable[..., Any]) -> None:
    """Add the routes."""

    def in_tab(tab: str) -> list[dict[str, Any]]:
        wanted = ("APPROVED", "REFUSED") if tab == "DONE" else (tab,)
        reason = request.args.get("reason")
        return [row for row in data_of("month_claims") if row["status"] in wanted and (not reason or reason in row["reasons"])]

    app.get("/v1/month-claims", endpoint="month_claims")(lambda: page_of(
        [{"claim": row, "company_name": "Bakkerij De Jong B.V."} for row in in_tab(request.args.get("tab", "TO_JUDGE"))]))
    app.get("/v1/month-claims/counts", endpoint="month_claim_counts")(lambda: jsonify(
        {tab.lower(): len(in_tab(tab)) for tab in ("TO_JUDGE", "SECOND_APPROVAL", "WAITING", "SAMPLE", "DONE")}))

    @app.get("/v1/month-claims/<number>")
    def month_claim_of(number: str) -> Any:
        found = [row for row in data_of("month_claims") if row["claim_number"] == number]
        if not found:
            return problem(404, "month_claim.not_found", "Deze claim bestaat niet.")
        return jsonify(view_of(found[0]))

    app.get("/v1/month-claims/<number>/what-if", endpoint="what_if")(lambda number: jsonify(
        lines=[calculation(1, "50", "1680.00", 21)["lines"][0]["line"]], total="1680.00", difference="-160.00"))

    @app.post("/v1/month-claims/<number>/decisions")
    def decide(number: str) -> Any:
        row, body = data_of("month_claims")[0], request.get_json()
        if body["decision"] == "REFUSE" and not body["reason"]:
            sentence = "Kies een reden voor de afwijzing."
            return problem(422, "input.required", sentence, errors=[
                {"field": "reason", "code": "input.required", "message": sentence}])
        if body["decision"] == "APPROVE" and row["status"] == "SECOND_APPROVAL":
            return problem(403, "month_claim.same_person", "U gaf het eerste akkoord. Een collega geeft het tweede.")
        status = {"APPROVE": "APPROVED", "ASK": "WAITING", "REFUSE": "REFUSED"}[body["decision"]]
        row.update(status=status, version=row["version"] + 1, refused_because=body["reason"], asked=body["asked"],
                   waiting_until=body["waiting_until"])
        return jsonify(row)
