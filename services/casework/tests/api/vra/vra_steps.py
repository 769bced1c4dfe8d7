"""Acts of the casemanager and VRA over HTTP, for the tests of their API."""
from datetime import date
from decimal import Decimal
from typing import Any

from shared.events.claims import VraOrderIssued
from shared.testing.service import EMPLOYER, Service

CASEMANAGER: dict[str, Any] = {"roles": ("casemanager",), "account_id": "account-1"}
CONSULTANT: dict[str, Any] = {"roles": ("absence_consultant",), "account_id": "consultant-1"}
DOCTOR: dict[str, Any] = {"roles": ("company_doctor",), "account_id": "doctor-1"}
VRA: dict[str, Any] = {"roles": ("insurer_vra",), "account_id": "vra-1"}
REPORTER: dict[str, Any] = {"rights": ("SICK_REPORTS",)}


def code_of(reply: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    return reply.status_code, reply.json["code"]


def vra_case(casework: Service, number: str, who: dict[str, Any] = CASEMANAGER) -> dict[str, Any]:
    """What somebody sees of VRA in a case."""
    body: dict[str, Any] = casework.get(f"/v1/dossiers/{number}/vra", **who).json
    return body


def order(casework: Service, number: str, **changes: Any) -> None:
    """Claims gives the order to VRA on 12 April 2026."""
    values: dict[str, Any] = {
        "absence_number": number, "employee_id": "employee-anna", "employer_id": EMPLOYER, "order_id": f"order-{number}",
        "composite_id": number, "first_sick_day": date(2026, 3, 2), "incapacity_pct": Decimal("50.00"),
        "issued_on": date(2026, 4, 12)}
    casework.deliver(VraOrderIssued(**(values | changes)))


def open_in_emergency(casework: Service, number: str, who: dict[str, Any] = VRA) -> None:
    """Open a case that somebody does not reach."""
    opened = casework.post(f"/v1/dossiers/{number}/emergency-access", {"reason": "DEADLINE"}, **who)
    assert opened.status_code == 201, opened.text


def ask(casework: Service, number: str, who: dict[str, Any] = VRA, **changes: Any) -> Any:
    """VRA asks the casemanager about the action plan."""
    body = {"addressee": "CASEMANAGER", "topic": "ACTION_PLAN", "question": "Wanneer is het plan van aanpak bijgesteld?",
            "due_on": "2026-03-16", **changes}
    return casework.post(f"/v1/dossiers/{number}/information-requests", body, **who)


def inform(casework: Service, number: str, request_id: str, who: dict[str, Any], text: str = "Op 9 maart.") -> Any:
    """Answer a question of VRA."""
    return casework.post(f"/v1/dossiers/{number}/information-requests/{request_id}/answer", {"text": text}, **who)
