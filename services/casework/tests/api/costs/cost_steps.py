"""Acts of a case with re-integration costs, for tests over HTTP."""
from datetime import date
from typing import Any

from shared.testing.service import EMPLOYER, Service

REPORT = ("SICK_REPORTS",)
CASEMANAGER = {"roles": ("casemanager",), "account_id": "account-1"}
VRA = {"roles": ("insurer_vra",), "account_id": "vra-1"}
DOCTOR = {"roles": ("company_doctor",), "account_id": "doctor-1"}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TODAY = date(2026, 4, 13)


def costs_of(casework: Service, number: str, **who: Any) -> Any:
    """The costs of a case; as the employer unless said otherwise."""
    answer = casework.get(f"/v1/dossiers/{number}/costs", **(who or {"rights": REPORT}))
    assert answer.status_code == 200, answer.text
    return answer.json


def advise(casework: Service, number: str, **who: Any) -> str:
    """An advice, of the doctor unless said otherwise; returns its id."""
    answer = casework.post(f"/v1/dossiers/{number}/advices", {"kind": "GENERAL", "due_on": "2026-05-01"}, **(who or DOCTOR))
    assert answer.status_code == 201, answer.text
    return str(answer.json["advice_id"])


def propose(casework: Service, number: str, **body: Any) -> Any:
    """A proposal within the mandate that has all its grounds."""
    values = {
        "kind": "SOCIAL_WORK", "goal": "RESTORE_WORK_CAPACITY", "starts_on": "2026-04-20", "estimated_cost": "900.00",
        "expected_benefit": "4000.00", "weeks_saved": 6, "note": "Na overleg de beste weg terug.",
        "consulted": ["company_doctor", "employer", "employee"]} | body
    return casework.post(f"/v1/dossiers/{number}/reintegration-activities", values, **CASEMANAGER)


def act(casework: Service, number: str, activity_id: str, what: str, body: Any = None, **who: Any) -> Any:
    """An act on an activity; by the casemanager unless said otherwise."""
    return casework.post(f"/v1/dossiers/{number}/reintegration-activities/{activity_id}/{what}", body or {},
                         **(who or CASEMANAGER))


def announced(casework: Service, number: str, *, amount: str = "900.00", **body: Any) -> str:
    """An approved activity of which the employer was informed; returns its id."""
    proposed = propose(casework, number, **{"advice_id": advise(casework, number)} | body)
    activity_id = str(proposed.json["activity_id"])
    assert act(casework, number, activity_id, "decision", {"approved": True}).status_code == 200
    assert act(casework, number, activity_id, "announcement", {"reimbursed": True, "amount": amount}).status_code == 200
    return activity_id


def upload(casework: Service, number: str, content: bytes = PDF, **who: Any) -> Any:
    """The file of an invoice."""
    return casework.post(f"/v1/dossiers/{number}/invoice-files", data=content, content_type="application/octet-stream",
                         **(who or {"rights": REPORT}))


def declare(casework: Service, absence_number: str, activity_id: str | None, *, form: Any = None, **invoice: Any) -> Any:
    """A declaration of one paid invoice."""
    values = {"supplier": "Werk en Zo B.V.", "number": "2026-17", "received_on": "2026-04-10", "paid_on": "2026-04-12",
              "total": "900.00"} | invoice
    if "file_id" not in values:
        values["file_id"] = upload(casework, absence_number).json["file_id"]
    body = {"activity_id": activity_id, "iban": "NL91ABNA0417164300", "vat_deductible": False, "invoices": [values]}
    return casework.post(f"/v1/dossiers/{absence_number}/declarations", body | (form or {}), rights=REPORT)


def decide(casework: Service, number: str, declaration_id: str, *, accept: bool, reason: str | None = None, **who: Any) -> Any:
    """A decision on a declaration; by the casemanager unless said otherwise."""
    return casework.post(f"/v1/dossiers/{number}/declarations/{declaration_id}/decision", {"accept": accept, "reason": reason},
                         **(who or CASEMANAGER))


def staff_the_case(casework: Service, story: Any) -> None:
    """A company doctor, a labour expert and VRA for the employer, on Monday 13 April 2026."""
    casework.set_today(TODAY)
    for account_id, role in (("doctor-1", "company_doctor"), ("expert-1", "labour_expert"), ("vra-1", "insurer_vra")):
        story.staff(account_id, role)
        answer = casework.post(f"/v1/employers/{EMPLOYER}/staffing", {
            "role": role, "account_id": account_id, "valid_from": "2026-03-02"}, **CASEMANAGER)
        assert answer.status_code == 201, answer.text
