"""Realistic responses of the services about an employer, with every published field. For tests only."""
from typing import Any

from services.gateway.tests.fakes.month_claims import month_claim
from services.gateway.tests.fakes.recourse import guarantee, recourse_file, reimbursement

Json = dict[str, Any]

READ_AT = "2026-06-15T09:30:00+00:00"

STEPS_OF_A_LIST = ("name", "risk", "source", "lapse", "rule", "article", "count")
"""Fields of a step that only the dossier itself shows."""
PARTS_OF_A_DOSSIER = ("version", "absence_numbers", "long_term_threat_on",
                      "expectation", "efforts", "warnings", "sanctions", "wage_sanctions",
                      "guarantee", "meter", "advices", "vra_notices", "vacations", "plan",
                      "reported_on", "end_of_service", "mutations",
                      "labour_conflict", "safety_net", "work_accident", "traffic_accident", "contested", "contested_reason",
                      "expected_days", "hours_worked", "contact_phone", "nursing_address",
                      "referrals", "limitations", "guided_by", "opens_medical_file")
"""Fields that only the dossier itself shows."""
METER = {"standing": "AT_RISK", "conditions": [
    {"code": "TIMELY", "standing": "SECURED", "on": None, "advices": []},
    {"code": "FROM_FIRST_DAY", "standing": "SECURED", "on": "2020-01-01", "advices": []},
    {"code": "UNINTERRUPTED", "standing": "SECURED", "on": None, "advices": []},
    {"code": "ADVICES_FOLLOWED", "standing": "AT_RISK", "on": None, "advices": ["a-1"]},
    {"code": "CONTRACT_TERMS", "standing": "NOT_JUDGED", "on": None, "advices": []}]}
PEOPLE = (("e-1", "Anna", "van den", "Berg"), ("e-2", "Mo", None, "El Amrani"), ("e-7", "Lotte", None, "Bakker"))


def employee(number: int, first: str, infix: str, last: str, **more: Any) -> Json:
    """An employee in absence's response."""
    wage = more.pop("annual_wage", "38500.00")
    body = {
        "employee_id": f"e-{number}", "employee_number": str(1000 + number), "version": 3, "first_name": first,
        "infix": infix or None, "last_name": last, "birth_date": "1988-05-04", "phone": "+31612345678",
        "function": "Magazijnmedewerker", "department": "Magazijn", "employed_from": "2020-01-01", "employed_until": None,
        "annual_wage": wage, "contract_hours": "40",
        "wages": [{"valid_from": "2020-01-01", "annual_wage": wage, "contract_hours": "40"}]}
    return body | more


def absence(number: str, employee_id: str, first: str, **more: Any) -> Json:
    """An absence in absence's response."""
    name = next((" ".join(part for part in person[1:] if part) for person in PEOPLE if person[0] == employee_id), None)
    body = {"absence_number": number, "employee_id": employee_id, "employee_name": name, "employer_id": "emp-1",
            "status": "REPORTED",
            "first_sick_day": first, "reported_on": first, "late": False, "days_late": 0, "recovered_on": None,
            "end_of_service": None, "composite_id": number, "composite_first_sick_day": first, "sick_days": 5, "mutations": [],
            "third_party": "NO", "labour_conflict": False, "safety_net": False, "work_accident": False, "contested": False,
            "same_cause": "UNKNOWN", "expected_days": None, "traffic_accident": False, "contested_reason": None,
            "hours_worked": None, "data_dispute": False, "contact_phone": None, "nursing_address": None, "sequence": 1,
            "recovery_reported_on": None, "recovery_days_late": None, "prepared_recovery": None, "employed_until": None,
            "delivery": {"reported_at": f"{first}T08:00:00Z"}}
    return body | more


def step(code: str, title: str, due: str, responsible: str, status: str = "PLANNED", **more: Any) -> Json:
    """A step of a plan in casework's response."""
    return {"code": code, "name": code, "occurrence": 1, "title": title, "due_on": due, "target_on": due, "opens_on": None,
            "responsible": responsible, "status": status, "completed_on": None, "late_days": 0, "risk": None,
            "source": None, "pending": None, "lapse": None, "rule": "R-038",
            "article": "Regeling procesgang, artikel 4 lid 1", "count": "14 dagen na de stap Probleemanalyse"} | more


def dossier(number: str, employee_id: str, first: str, plan: list[Json], **more: Any) -> Json:
    """A dossier in casework's response; people are given by account id."""
    _, first_name, infix, last_name = next(person for person in PEOPLE if person[0] == employee_id)
    return {"absence_number": number, "absence_numbers": [number], "version": 1, "employee_id": employee_id,
            "employer_id": "emp-1", "company_name": "Bakkerij De Korenaar B.V.", "employee_number": f"100{employee_id[-1]}",
            "employee_name": " ".join(part for part in (first_name, infix, last_name) if part), "first_name": first_name,
            "infix": infix, "last_name": last_name, "status": "OPEN", "absence_status": "REPORTED", "first_sick_day": first,
            "composite_first_sick_day": first, "recovered_on": None, "sick_days": 5, "opened_on": first, "closed_on": None,
            "closed_reason": None, "contact_due_on": plan[0]["due_on"], "casemanager": {"account_id": "acc-casemanager"},
            "consultant": {"account_id": "acc-consultant"}, "next_step": _first(plan, "OVERDUE", "PLANNED"),
            "coming_step": _first(plan, "PLANNED"), "overdue": 0, "flags": [], "plan": plan,
            "expectation": None, "efforts": [],
            "long_term_threat_on": None, "warnings": [], "sanctions": [], "wage_sanctions": [], "guarantee": None,
            "meter": METER,
            "advices": [], "vra_notices": [], "vacations": [], "reported_on": first, "end_of_service": None, "mutations": [],
            "labour_conflict": False, "safety_net": False, "work_accident": False, "traffic_accident": False, "contested": False,
            "contested_reason": None, "expected_days": None, "hours_worked": None, "contact_phone": None,
            "nursing_address": None, "referrals": [], "limitations": [], "guided_by": [], "opens_medical_file": True} | more


def _first(plan: list[Json], *statuses: str) -> Json | None:
    return next((without(step, STEPS_OF_A_LIST) for step in plan if step["status"] in statuses), None)


def advice(number: str, advice_id: str = "a-1", **more: Any) -> dict[str, Any]:
    """An advice in casework's response."""
    return {"advice_id": advice_id, "absence_number": number, "kind": "MEDIATION", "given_on": "2026-06-01",
            "due_on": "2026-06-12", "outcome": "OPEN", "reason_code": None, "reason_accepted": None, "closed_on": None} | more


def reading(reason: str) -> Json:
    """An access to a dossier in an emergency."""
    return {"account_id": "acc-casemanager", "name": None, "role": "casemanager", "read_at": READ_AT,
            "emergency_reason": reason, "part": "FILE", "refused": False}


def summary(whole: Json) -> Json:
    """The dossier in a list of dossiers."""
    return without(whole, PARTS_OF_A_DOSSIER)


def activities(whole: Json) -> list[Json]:
    """The steps of a dossier in a list of activities."""
    shared = ("absence_number", "employee_id", "employee_number", "employee_name", "employer_id", "company_name")
    own = ("name", "risk", "lapse", "rule", "article", "count")
    return [without(step, own) | {name: whole[name] for name in shared} for step in whole["plan"]]


def without(body: Json, names: tuple[str, ...]) -> Json:
    """The body without some fields."""
    return {name: value for name, value in body.items() if name not in names}


def benefit(month: str, total: str, pay_on: str, status: str) -> Json:
    """A month of benefit in claims' response."""
    line = {"from": "2026-05-01", "to": "2026-05-31", "days": 21, "daily_wage": "147.51", "coverage_pct": "100",
            "incapacity_pct": "62.5", "wage": "1936.07", "offset": "0.00", "charges_pct": "0", "charges": "0.00",
            "total": "1936.07", "back_pay": False, "safety_net_daily": "0.00", "rule": "benefit", "rule_version": 1,
            "terms_valid_from": "2024-01-01"}
    return {"absence_number": "V-2026-0002", "employee_id": "e-2", "month": month, "version": 1, "total": total,
            "pay_on": pay_on, "status": status, "lines": [line], "refused_because": None, "asked": None, "waiting_until": None}


def invoice(number: str, kind: str, gross: str, net: str, vat: str, **more: Any) -> Json:
    """An invoice in billing's response."""
    return {"number": number, "policy_number": "MV-100200", "kind": kind, "subject": "MV-100200", "gross": gross, "net": net,
            "vat": vat, "vat_pct": None, "stage": None, "disputed_on": None, "paid_on": None, "status": "OPEN"} | more


def policy() -> Json:
    """The policy of the employer in billing's response."""
    return {"policy_number": "MV-100200", "employer_id": "emp-1", "company_name": "Bakkerij De Korenaar B.V.", "version": 1,
            "valid_from": "2024-01-01", "valid_until": None, "guidance_from": "2024-01-01", "terms": {},
            "premium_rate_pct": "3.85", "premium_instalments": 12, "arbo_tariff_incl_vat": "139.15", "arbo_period": "YEAR",
            "payment_method": "DIRECT_DEBIT"}


def employee_import(import_id: str = "i-1", **more: Any) -> Json:
    """An import of employees as the absence service says it; done unless said otherwise."""
    return {"import_id": import_id, "state": "DONE", "sent_at": "2026-06-15T08:05:00+00:00", "sent_by": "acc-1",
            "finished_at": None, "wage_period": "YEAR", "wage_head": "Jaarloon", "total": 2, "handled": 2, "added": 1,
            "changed": 0, "unchanged": 0, "refused": 1, "set_aside": 0, "left_out": [], "skipped": 0, "version": 1} | more


def import_columns() -> list[Json]:
    """Columns of a file that its sender has to look at."""
    return [{"head": "Persnr", "field": "employee_number", "examples": ["2001", "2002"]},
            {"head": "Bedrag", "field": None, "examples": ["3.100,00", ""]}]


def imported_rows() -> list[Json]:
    """Rows of that import."""
    wrong = {"field": "birth_date", "code": "input.date", "message": "De geboortedatum is geen datum."}
    return [{"row": 2, "result": "ADDED", "employee_id": "e-50", "errors": []},
            {"row": 3, "result": "REFUSED", "employee_id": None, "errors": [wrong]}]


def notice_row(**more: Any) -> Json:
    """A consultation about wage value that waits for VRA, in casework's response."""
    return {"notice_id": "notice-1", "absence_number": "V-2026-0002", "kind": "WAGE_VALUE", "mode": "CONSULT",
            "status": "RAISED", "rule": None, "raised_on": "2026-06-12", "raised_by": "staff-casemanager",
            "question": "Kan dit zo?",
            "answer": None, "answered_on": None, "closed_on": None} | more


def request_row(**more: Any) -> Json:
    """A question of VRA to the employer that is open, in casework's response."""
    return {"request_id": "request-1", "absence_number": "V-2026-0002", "addressee": "EMPLOYER", "topic": "SUITABLE_WORK",
            "question": "Welk werk is er nog?", "due_on": "2026-06-22", "status": "OPEN", "asked_on": "2026-06-12",
            "answer": None, "answered_on": None} | more


def waiting_cost() -> Json:
    """An activity that waits for a decision, in casework's response."""
    return {"absence_number": "V-2026-0002", "subject_id": "act-1", "since": "2026-06-12", "amount": "1800.00", "is_late": False,
            "employee_name": "Jan de Vries", "company_name": "Bakkerij De Jong B.V."}


def waiting_at_vra(**more: Any) -> Json:
    """A consultation that waits, in casework's worklist of VRA."""
    return {"absence_number": "V-2026-0002", "subject_id": "notice-1", "what": "WAGE_VALUE", "detail": "CONSULT",
            "day": "2026-06-12", "employee_name": "Jan de Vries", "company_name": "Bakkerij De Jong B.V."} | more


def order_row() -> Json:
    """The order to VRA with what was handed over, in casework's response."""
    return {"order_id": "order-1", "issued_on": "2026-04-12", "principal": "insurer_vra",
            "executor": {"role": "casemanager", "name": "Els Bos", "phone": "+31113274600", "stands_in_until": None},
            "handed_over": {
                "employee_name": "Jan de Vries", "contact_phone": "+31612345678", "nursing_address": None,
                "company_name": "Bakkerij De Jong B.V.", "function": "Broodbakker", "weekly_hours": "36",
                "first_sick_day": "2026-03-02", "incapacity_pct": "100",
                "percentages": [{"effective_on": "2026-05-18", "recovered_pct": "50"}],
                "milestones": [{"code": "M01", "title": "Ziekmelding", "due_on": "2026-03-02", "status": "DONE",
                                "completed_on": "2026-03-02"}]}}


def seed() -> Json:
    """All data; tests change their own copy."""
    return {
        "employees": _employees(), "absences": _absences(),
        "escalation": _escalation(),
        "vra_notices": [notice_row()], "information_requests": [request_row()],
        "vra_waiting": {"NOTICES": [waiting_at_vra()], "ORDERS": [], "REQUESTS": [
            waiting_at_vra(subject_id="request-1", what="SUITABLE_WORK", detail="EMPLOYER", day="2026-06-10")]},
        "arrangement": {"days_per_year": "5", "rule": "FULL", "source": None},
        "recourse": [recourse_file()], "reimbursements": [reimbursement()], "month_claims": [month_claim()],
        "guarantees": [guarantee()], "delegated_work": [],
        "contacts": {"DUE": [], "LATE": [], "PAUSED": []}, "contact_person": {"name": None, "phone": None, "version": 0},
        "leaves": [], "disputes": [], "own_risk": {"zw": False, "wga": False}, "ex_employees": [],
        "assigned_to_others": [], "readings": [], "medical": [], "complaints": [], "legal_aid": [], "run_acts": [],
        "account_changes": [{
            "policy_number": "P-2026-1", "company_name": "Garage Zuid B.V.", "iban": "NL02ABNA0123456789",
            "last": "NL91ABNA0417164300", "confirmation": None}], "guides": [],
        "consultants": [{"consultant_id": name, "name": None, "delegation_id": None, "doctor_id": None, "doctor_name": None,
                         "began_at": None}
                        for name in ("acc-consultant", "acc-other")],
        "dossiers": [dossier("V-2026-0002", "e-2", "2026-03-02", _long_plan()),
                     dossier("V-2026-0007", "e-7", "2026-06-11", _short_plan())],
        "wage_judgements": [{
            "judgement_id": "j-1", "absence_number": "V-2026-0002", "employee_id": "e-2", "employer_id": "w-1",
            "policy_number": "P-2026-1", "version": 1, "first_sick_day": "2026-03-16", "confirmed_wage": "38500.00",
            "recorded_wage": "42000.00", "recorded_on": "2026-06-10", "status": "WAITING", "reason": None, "judged_at": None}],
        "benefits": [benefit("2026-03", "1622.61", "2026-04-20", "PAID"), benefit("2026-04", "3245.22", "2026-05-21", "PAID"),
                     benefit("2026-05", "1936.07", "2026-06-16", "CALCULATED")],
        "imports": [], "import_columns": import_columns(), "import_rows": imported_rows(),
        "parked": {}, "resolutions": {}, "set_aside": {}, "item_resolutions": {}, "backlog": {},
        "coming_total": {"pay_on": "2026-06-16", "amount": "1936.07", "count": 1, "is_estimate": False},
        "policies": [policy() | {"postcode": "4331 AB", "latest_version": 1, "first_day": "2024-01-01", "next_change_on": None}],
        "campaigns": [],
        "invoices": [
            invoice("A-2026-0001", "ARBO", "1669.80", "1380.00", "289.80", date="2026-01-15", due_on="2026-02-14",
                    vat_pct="21.00", status="PAID", paid_on="2026-02-10",
                    details={"heads": 12, "tariff_incl_vat": "139.15"}),
            invoice("P-2026-0005", "PREMIUM", "1540.00", "1540.00", "0.00", date="2026-06-01", due_on="2026-07-01",
                    details={"year": 2026, "instalment_on": "2026-06-01"})],
    }


def _escalation() -> Json:
    return {"version": 1, "conflict": {"status": "REGISTERED", "outcome": None, "mediator_requested_on": None},
            "tracks": ["RECOVERY", "CONFLICT_RESOLUTION"], "mediation_due_on": None, "verdicts": [],
            "steps": [], "warnings": [], "sanctions": [], "warnings_needed": 2, "unfounded_sanctions": []}


def _employees() -> list[Json]:
    return [employee(1, "Anna", "van den", "Berg"), employee(2, "Mo", "", "El Amrani", function="Planner"),
            employee(3, "Bram", "", "Visser", department="Kantoor"), employee(4, "Emine", "", "Öztürk", contract_hours="24"),
            employee(5, "Joris", "de", "Vries"), employee(6, "Kees", "", "Jansen", employed_until="2025-12-31"),
            employee(7, "Lotte", "", "Bakker", function="Chauffeur")]


def _absences() -> list[Json]:
    half = {"mutation_id": "m1", "effective_on": "2026-05-01", "recorded_on": "2026-05-01", "basis": "OWN_WORK_HOURS",
            "recovered_pct": "37.5", "wage_value_month": None, "contract_wage_month": None,
            "relapse": False, "late": False, "days_late": 0, "warnings": []}
    return [absence("V-2026-0002", "e-2", "2026-03-02", status="PARTIALLY_RECOVERED", mutations=[half]),
            absence("V-2026-0007", "e-7", "2026-06-11", late=True, days_late=1, reported_on="2026-06-12", third_party="YES"),
            absence("V-2025-0031", "e-1", "2025-11-03", status="RECOVERED", recovered_on="2025-11-10")]


def _long_plan() -> list[Json]:
    return [
        step("M01", "Ziekmelding", "2026-03-02", "employer", "DONE", completed_on="2026-03-02"),
        step("M02", "Contact door de verzuimconsultant", "2026-03-06", "absence_consultant", "DONE", completed_on="2026-03-04"),
        step("M03", "Probleemanalyse", "2026-04-12", "company_doctor", "DONE", completed_on="2026-04-10"),
        step("M04", "Plan van aanpak", "2026-04-26", "employer_and_employee", "OVERDUE", source="Regeling procesgang art. 4"),
        step("M05", "Voortgangsgesprek", "2026-06-19", "employer_and_employee", target_on="2026-06-17"),
        step("M06", "42e-weeksmelding bij UWV", "2026-12-21", "employer", opens_on="2026-12-14", target_on="2026-12-20"),
        step("M09", "Eerstejaarsevaluatie", "2027-02-28", "employer_and_employee", opens_on="2027-01-11"),
        step("M15", "Re-integratieverslag", "2027-11-28", "employer"),
        step("M16", "WIA-aanvraag", "2027-12-12", "employee"),
        step("M18", "Einde van de 104 weken", "2028-02-27", "casemanager"),
    ]


def _short_plan() -> list[Json]:
    return [step("M02", "Contact door de verzuimconsultant", "2026-06-18", "absence_consultant"),
            step("M03", "Probleemanalyse", "2026-07-22", "company_doctor"),
            step("M04", "Plan van aanpak", "2026-08-05", "employer_and_employee")]
