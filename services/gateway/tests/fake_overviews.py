"""Fakes of the six overviews. For tests only."""
from typing import Any

from flask import Flask, Response, jsonify, request

BY_CLASS = {"short": "0.42", "medium": "1.40", "long": "3.00", "extra_long": "0.00"}
CASE = {"absence_number": "V-2026-0002", "employee_id": "e-2", "employee": "Mo El Amrani", "department": "=Magazijn",
        "first_sick_day": "2026-03-02", "recovered_on": None, "days": 106, "days_in_period": 106, "recovered_pct": "37.5",
        "status": "PARTIALLY_RECOVERED", "duration_class": "long"}
EMPLOYEE = {"employee_id": "e-1", "employee": "Anna van den Berg", "department": None, "absence_numbers": ["V-2026-0001"],
            "reports": 1, "days": 7, "weighted_days": "5.25", "reports_12_months": 3, "is_frequent_reporter": True}
MUTATION = {"recorded_at": "2026-05-01T07:30:00+00:00", "recorded_by": "account-1", "absence_number": "V-2026-0002",
            "employee_id": "e-2", "employee": "Mo El Amrani", "kind": "PARTIAL", "effective_on": "2026-05-01", "old_pct": "0",
            "new_pct": "37.5", "late_days": None}
INSURER = {"policy_number": "P-2026-1", "absence_number": "V-2026-0002", "employee_id": "e-2", "birth_date": "1985-01-02",
           "wage_class": "30000.00", "first_sick_day": "2026-03-02", "recovered_on": None, "safety_net": False,
           "recourse": True, "sanction": False, "waiting_until": "2026-03-15",
           "mutations": [{"effective_on": "2026-05-01", "recovered_pct": "37.5", "wage_value_month": "1200.00"}],
           "benefits": [{"month": "2026-03", "total": "1622.61"}]}
GROUPS = [{"name": "Magazijn", "size": 12, "figures": {"VP": "6.10", "MF": "1.20", "GVD": "12.00", "NV": "50.0"}},
          {"name": "Kantoor", "size": 4, "figures": None}]
COMPARED: dict[str, dict[str, Any]] = {
    "mutation_overview": {"by_kind": {"PARTIAL": 1, "SICK": 4}},
    "insurer_overview": {"cases": 7, "reports": 5, "recovered": 4, "safety_net": 0, "recourse": 1, "sanctions": 0,
                         "benefit": "4801.22"}}
COUNTS = {"running": 2, "late": 1, "completed": 8, "on_time": 6, "sanctions": 1,
          "overdue": [{"absence_number": "V-2026-0002", "code": "M08", "due_on": "2026-06-01"}]}
ITEMS: dict[str, list[dict[str, Any]]] = {
    "general_overview": [CASE], "per_employee_overview": [], "absence_statistics": [], "management_report": [CASE],
    "mutation_overview": [MUTATION], "insurer_overview": [INSURER]}


def figures(first: str, last: str, pct: str) -> dict[str, Any]:
    """The figures of a period."""
    return {"from": first, "to": last, "notice": None, "sick_fte_days": "26.00", "available_fte_days": "540.00",
            "average_headcount": "6.00", "VP": pct, "MF": "1.43", "GVD": "34.75", "NV": "66.7", "by_class": BY_CLASS}


def add_overviews(app: Flask, service: str) -> None:
    """Add the route of a service that owns overviews."""
    if service in ("absence", "casework", "claims"):
        app.get("/v1/overviews/<kind>", endpoint="overview")(lambda kind: _overview(service, kind))


def _overview(service: str, kind: str) -> Response:
    first, last = request.args["from"], request.args["to"]
    notice = "De periode loopt door na vandaag. De cijfers gaan tot en met vandaag." if last > "2026-06-15" else None
    shown: dict[str, Any] = {"kind": kind, "calculated_on": "2026-06-15", "notice": notice, "rows": len(ITEMS[kind]),
                             "items": ITEMS[kind][:request.args.get("limit", type=int)]}
    if service != "casework":
        return jsonify(shown | {"from": first, "to": last, "series": [{"from": "2026-05-01", "count": 1}]} | {
            name: {"from": since, "to": until, **COMPARED[kind]} for name, since, until in (
                ("total", first, last), ("before", "2025-07-20", "2025-12-31"), ("year_before", "2025-01-01", "2025-06-15"))})
    return jsonify(shown | {
        "total": figures(first, last, "4.82"), "before": figures("2025-07-20", "2025-12-31", "3.10"),
        "year_before": figures("2025-01-01", "2025-06-15", "5.55"),
        "series": [figures("2026-05-01", "2026-05-31", "4.40"), figures("2026-06-01", "2026-06-15", "5.24")],
        "employees": [EMPLOYEE] if kind == "per_employee_overview" else [],
        "groups": GROUPS if kind == "absence_statistics" else [], "counts": COUNTS if kind == "management_report" else None})
