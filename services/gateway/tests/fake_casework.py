"""Vacations, advices, the accrual of holidays and the transition payment in the fake casework service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, request

from services.gateway.tests.fake_administration import stale
from services.gateway.tests.fake_data import activities, advice
from services.gateway.tests.fake_leaving import add_leave_in_case
from services.gateway.tests.fakes.complaints import add_complaints
from services.gateway.tests.fakes.conflict import add_conflict
from services.gateway.tests.fakes.contacts import add_contacts
from services.gateway.tests.fakes.guarantee import add_guarantee
from services.gateway.tests.fakes.indicators import add_indicators
from services.gateway.tests.fakes.second_track import add_second_track
from services.gateway.tests.fakes.vra import add_vra
from services.gateway.tests.pages.documents.fake_documents import add_documents

ACCRUAL = {"until": "2026-06-15", "years": [{
    "year": 2026, "statutory_hours": "46.47", "statutory_lapses_on": "2027-07-01", "extra_hours": "11.62",
    "extra_lapses_on": "2032-01-01"}]}

ENTRIES: list[dict[str, Any]] = [
    {"recorded_at": "2026-04-20T07:00:00+00:00", "actor_id": "acc-employer", "kind": "SICK", "old": None,
     "new": {"first_sick_day": "2026-04-20"}},
    {"recorded_at": "2026-04-21T07:00:00+00:00", "actor_id": "acc-colleague", "kind": "CORRECTION",
     "old": {"first_sick_day": "2026-04-20"}, "new": {"first_sick_day": "2026-04-18"}}]
_MANAGER = {"absence_number": "V-2026-0002", "actor_id": "acc-casemanager", "name": "Carla Mulder", "role": "casemanager",
            "title": None, "about": {}}
ACTS: list[dict[str, Any]] = [
    _MANAGER | {"recorded_at": "2026-04-24T08:00:00+00:00", "subject": "completion",
                "title": "Telefonisch contact",
                "about": {"code": "M02"}, "old": None, "new": {"completed_on": "2026-04-24"}},
    _MANAGER | {"recorded_at": "2026-05-11T08:00:00+00:00", "subject": "advice", "about": {"kind": "MEDIATION"},
                "old": None, "new": {"due_on": "2026-05-20", "outcome": "OPEN"}},
    _MANAGER | {"recorded_at": "2026-05-12T08:00:00+00:00", "subject": "advice", "about": {"kind": "MEDIATION"},
                "actor_id": "acc-colleague", "name": None, "role": "employer",
                "old": {"outcome": "OPEN"}, "new": {"outcome": "FOLLOWED"}},
    _MANAGER | {"recorded_at": "2026-06-01T08:00:00+00:00", "subject": "dossier", "actor_id": None, "name": None, "role": None,
                "old": {"long_term_threat_on": None}, "new": {"long_term_threat_on": "2026-06-01"}},
    _MANAGER | {"recorded_at": "2026-06-02T08:00:00+00:00", "subject": "sanction", "about": {"kind": "SUSPEND"},
                "old": {"end": "2026-06-20", "back_pay": None}, "new": {"end": "2026-06-19", "back_pay": True}}]


def vacation(number: str, asked: dict[str, Any]) -> dict[str, Any]:
    """A vacation in casework's response."""
    is_approved = not asked["doubt"]
    return {"vacation_id": "v-1", "absence_number": number, "start": asked["start"], "end": asked["end"],
            "status": "APPROVED" if is_approved else "REQUESTED", "doubt": asked["doubt"], "doctor_answer": None,
            "holidays": asked["holidays"], "contract_hours": "40", "debited_hours": "40" if is_approved else "0",
            "consent_on": asked["consent_on"], "written_consent": asked["written_consent"], "arrangement": asked["arrangement"]}


def add_casework(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes."""
    add_leave_in_case(app, data_of)
    _add_vacations(app, data_of)
    _add_advices(app, data_of)
    _add_costs(app, data_of)
    add_conflict(app, data_of)
    add_documents(app)
    add_guarantee(app, data_of)
    add_complaints(app, data_of)
    add_vra(app, data_of)
    add_contacts(app, data_of)
    add_indicators(app)
    app.get("/v1/employers/<key>/team", endpoint="team")(lambda key: jsonify(guided_by=data_of("guides")))
    add_second_track(app)

    @app.get("/v1/caseload")
    def caseload() -> Any:
        steps = [step for one in data_of("dossiers") for step in activities(one) if step["status"] in ("PLANNED", "OVERDUE")]
        late = [step | {"reminded": {"times": 4, "last_on": "2026-06-15", "escalated_on": "2026-06-08"}}
                for step in steps if step["status"] == "OVERDUE"]
        shown = late if request.args.get("escalated") == "true" else [
            *late, *(step | {"reminded": None} for step in steps if step["status"] != "OVERDUE")]
        return jsonify(items=sorted(shown, key=lambda step: step["due_on"]), next=None, open=len(steps), overdue=len(late),
                       escalated=len(late))


def _add_vacations(app: Flask, data_of: Callable[[str], Any]) -> None:
    def dossier(number: str) -> Any:
        return next(one for one in data_of("dossiers") if one["absence_number"] == number)

    @app.post("/v1/dossiers/<number>/vacations")
    def plan(number: str) -> Any:
        found = dossier(number)
        if refusal := stale(found, "version"):
            return refusal
        found["vacations"].append(vacation(number, request.get_json()))
        return jsonify(found["vacations"][-1]), 201

    @app.post("/v1/dossiers/<number>/vacations/<vacation_id>/<act>")
    def act(number: str, vacation_id: str, act: str) -> Any:
        row = next(one for one in dossier(number)["vacations"] if one["vacation_id"] == vacation_id)
        if act == "objection":
            row["doctor_answer"] = request.get_json()["answer"]
        else:
            row["status"] = {"approval": "APPROVED", "withdrawal": "WITHDRAWN"}[act]
        return jsonify(row)

    app.get("/v1/dossiers/<number>/holidays", endpoint="holidays")(
        lambda number: jsonify(arrangement=data_of("arrangement"), **ACCRUAL))
    app.post("/v1/transition-payments", endpoint="transition")(lambda: jsonify(
        amount="5760.00", maximum="102000.00", capped=False, years=5, months=4, days=0, law_since="2020-01-01", note="-"))
    app.get("/v1/holiday-arrangement", endpoint="arrangement")(lambda: jsonify(data_of("arrangement")))

    @app.put("/v1/holiday-arrangement")
    def arrange() -> Any:
        data_of("arrangement").update(request.get_json())
        return jsonify(data_of("arrangement"))


def _add_advices(app: Flask, data_of: Callable[[str], Any]) -> None:
    def dossier(number: str) -> Any:
        return next(one for one in data_of("dossiers") if one["absence_number"] == number)

    @app.get("/v1/advices")
    def waiting_advices() -> Any:
        wanted = {"ANSWER": "OPEN", "JUDGEMENT": "NOT_FOLLOWED"}[request.args["waitingFor"]]
        return jsonify(next=None, items=[
            {"advice": row, "is_late": row["due_on"] < "2026-06-15",
             **{name: one[name] for name in ("employee_id", "employee_name", "employer_id", "company_name")}}
            for one in data_of("dossiers") for row in one["advices"]
            if row["outcome"] == wanted and row["reason_accepted"] is None])

    @app.post("/v1/dossiers/<number>/advices")
    def give_advice(number: str) -> Any:
        found = dossier(number)
        if refusal := stale(found, "version"):
            return refusal
        found["advices"].append(advice(number, f"a-{len(found['advices']) + 1}", **request.get_json()))
        return jsonify(found["advices"][-1]), 201

    @app.post("/v1/dossiers/<number>/advices/<advice_id>/<act>")
    def act_on_advice(number: str, advice_id: str, act: str) -> Any:
        row = next(one for one in dossier(number)["advices"] if one["advice_id"] == advice_id)
        body = request.get_json()
        row |= body if act == "outcome" else {"reason_accepted": body["accepted"]}
        return jsonify(row), 201


def activity_row(**more: Any) -> dict[str, Any]:
    """An announced activity in casework's response."""
    return {"activity_id": "act-1", "absence_number": "V-2026-0002", "kind": "SOCIAL_WORK", "goal": "RESTORE_WORK_CAPACITY",
            "status": "NOTIFIED", "decider": "CASEMANAGER", "starts_on": "2026-06-22", "estimated_cost": "900.00",
            "refusal_reason": None, "reimbursed": True, "announced_amount": "900.00", "announced_on": "2026-06-12",
            "conditions": {"restores_work_capacity": True, "is_advised": False, "is_approved": True, "holds": False}} | more


def _add_costs(app: Flask, data_of: Callable[[str], Any]) -> None:
    costs: dict[str, Any] = {"version": 1, "activities": [activity_row()], "declarations": []}

    @app.get("/v1/dossiers/<number>/costs")
    def get_costs(number: str) -> Any:
        return jsonify(costs)

    @app.post("/v1/dossiers/<number>/reintegration-activities")
    def propose(number: str) -> Any:
        costs["activities"].append(activity_row(
            activity_id="act-2", status="PROPOSED", reimbursed=None, announced_amount=None, announced_on=None))
        return jsonify(costs["activities"][-1]), 201

    @app.post("/v1/dossiers/<number>/reintegration-activities/<activity_id>/<act>")
    def act_on_activity(number: str, activity_id: str, act: str) -> Any:
        row = next(one for one in costs["activities"] if one["activity_id"] == activity_id)
        row["status"] = {"decision": "APPROVED", "start": "STARTED", "finish": "FINISHED", "announcement": "NOTIFIED"}[act]
        return jsonify(row)

    @app.post("/v1/dossiers/<number>/invoice-files")
    def keep_file(number: str) -> Any:
        return jsonify(file_id="file-1", kind="application/pdf", size=len(request.get_data())), 201

    @app.post("/v1/dossiers/<number>/declarations")
    def declare(number: str) -> Any:
        body = request.get_json()
        costs["declarations"].append({
            "declaration_id": "dec-1", "absence_number": number, "activity_id": body["activity_id"], "status": "CHECKED",
            "late": False, "submitted_on": "2026-06-15", "submit_by": "2026-07-12", "pay_by": "2026-07-15", "amount": "800.00",
            "total": body["invoices"][0]["total"], "reason": None, "invoices": body["invoices"]})
        return jsonify(costs["declarations"][-1]), 201

    @app.post("/v1/dossiers/<number>/declarations/<declaration_id>/decision")
    def decide(number: str, declaration_id: str) -> Any:
        costs["declarations"][0]["status"] = "ACCEPTED" if request.get_json()["accept"] else "REJECTED"
        return jsonify(costs["declarations"][0])
