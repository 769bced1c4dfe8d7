"""Stand-in for the forecasts of claims. For tests only."""
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Flask, Response, jsonify, request

from shared.kernel.calendar import add_working_days

Json = dict[str, Any]

INCOME: Json = {
    "employee_id": "e-2", "calculated_on": "2026-06-15", "first_sick_day": "2026-03-02", "month_wage": "3208.34",
    "introduction": "Zo veel loon ontvangt u als u ziek blijft zoals nu.",
    "half_years": [{"from": "2026-03-02", "to": "2026-08-30", "days": 130, "worked": "3835.26", "continued": "15341.04",
                    "total": "19176.30", "month_average": "3208.34"}],
    "months": [{"from": "2026-06-01", "to": "2026-06-30", "days": 22, "worked": "1298.09", "continued": "1947.13",
                "total": "3245.22", "month_average": "3208.34"}],
    "partial_work": [{"worked_pct": "50", "year1": "3208.34", "year2": "2727.09"}],
    "changes": [{"on": "2027-03-01", "text": "Het tweede ziektejaar begint."}],
    "assumptions": ["In uw contract of cao kan iets anders staan."]}


def add_forecasts(app: Flask, answers: Mapping[str, Any], known: Callable[[], set[str]],
                  problem: Callable[[int, str, str], Response]) -> None:
    """Serve the forecast of a report, and of a known case."""
    @app.post("/v1/forecasts")
    def forecast() -> Any:
        first = date.fromisoformat(request.get_json()["first_sick_day"])
        return jsonify(answers.get("forecast", forecast_from(first)))

    @app.post("/v1/claims/<number>/forecasts")
    def case_forecast(number: str) -> Any:
        if number not in known():
            return problem(404, "claim.not_found", "Deze claim bestaat niet.")
        asked = request.get_json()
        found = forecast_from(date(2026, 6, 15), before="590.04" if asked.get("recovery") or asked.get("withdrawal") else None)
        return jsonify(found | {"set_off": "-1920.00" if asked.get("withdrawal") else None})

    @app.get("/v1/claims/<number>/income-effects")
    def income_effects(number: str) -> Any:
        return jsonify(INCOME) if number in known() else problem(404, "claim.not_found", "Deze claim bestaat niet.")

    @app.get("/v1/claims/<number>/income-effect-sheet")
    def income_effect_sheet(number: str) -> Any:
        if number not in known():
            return problem(404, "claim.not_found", "Deze claim bestaat niet.")
        return Response(b"%PDF-1.7 sheet", content_type="application/pdf")


def forecast_from(first: date, before: str | None = None) -> Json:
    """A forecast in claims' response, for a report of a first day or with the amount before a supposed recovery."""
    line = {"from": "2026-06-29", "to": "2026-06-30", "days": 2, "daily_wage": "147.51", "coverage_pct": "100",
            "incapacity_pct": "100", "wage": "295.02", "offset": "0.00", "charges_pct": "0", "charges": "0.00", "total": "295.02",
            "back_pay": False, "safety_net_daily": "0.00", "rule": "benefit", "rule_version": 1, "terms_valid_from": "2024-01-01"}
    months = [{"month": "2026-06", "total": "295.02", "pay_on": "2026-07-16", "lines": [line]},
              {"month": "2026-07", "total": "3392.73", "pay_on": "2026-08-18", "lines": []}]
    difference = before and f"{Decimal('295.02') - Decimal(before):.2f}"
    return {"own_risk_from": str(first), "own_risk_until": str(add_working_days(first, 9)), "not_covered": None,
            "first_benefit_day": str(add_working_days(first, 10)),
            "months": [month | {"before": before, "difference": difference} for month in months]}
