"""The indicators of the management report in the fake casework service. For tests only."""
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.view.overviews.indicators import GROUPS

HIDDEN = ("interventions_mental", "interventions_physical", "interventions_other")


def add_indicators(app: Flask) -> None:
    """Add the route."""

    @app.get("/v1/indicators")
    def indicators() -> Any:
        values: dict[str, Any] = {row.name: "3" for _, rows in GROUPS for row in rows} | dict.fromkeys(HIDDEN)
        values |= {"absence_pct": "16.11", "intervention_costs": "1250.00", "week_42_reports_on_time_pct": None}
        employer_id = request.args.get("employerId")
        return jsonify({"from": request.args["from"], "to": request.args["to"], "notice": None, "calculated_on": "2026-06-15",
                        "company_name": "Bakkerij De Jong B.V." if employer_id else None, "is_small": True, "values": values})
