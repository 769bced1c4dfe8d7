"""The fake services follow the published contract, and refuse the same requests as the services."""
from typing import Any

import pytest
import requests

from services.gateway.tests.fake_administration import parked_event
from services.gateway.tests.fake_identity import EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.tests.published_contract import faults_of_response

ADMINISTRATOR = Person("staff-beheer", "Petra Jansen", None, (), ("platform_admin",))
EMPLOYEE = {"employee_number": "9", "first_name": "Bram", "last_name": "Boer", "birth_date": "1990-02-01",
            "employed_from": "2024-01-01", "annual_wage": "41760.00", "contract_hours": "40"}
SICK = {"employee_id": "e-3", "first_sick_day": "2026-06-15", "data_checked": True, "third_party": "NO"}
FIT = {"kind": "FULL", "first_fit_day": "2026-06-15", "data_checked": True}

READS = [
    ("absence", "/v1/employees"), ("absence", "/v1/data-disputes?open=true"),
    ("absence", "/v1/employees/e-1"), ("absence", "/v1/absences"),
    ("absence", "/v1/absences/V-2026-0002"), ("casework", "/v1/dossiers"), ("casework", "/v1/dossiers/V-2026-0002"),
    ("casework", "/v1/activities"), ("casework", "/v1/dossiers/V-2026-0002/holidays"),
    ("casework", "/v1/dossiers/V-2026-0002/history"), ("absence", "/v1/absences/V-2026-0002/history"),
    ("casework", "/v1/dossiers/V-2026-0002/leaves"), ("absence", "/v1/employees/e-7/leaves"),
    ("casework", "/v1/holiday-arrangement"),
    ("casework", "/v1/statistics?from=2026-01-01&to=2026-03-31"),
    ("casework", "/v1/dossiers/V-2026-0002/medical"), ("casework", "/v1/delegations"), ("casework", "/v1/complaints"),
    ("casework", "/v1/dossiers/V-2026-0002/escalation"),
    ("casework", "/v1/caseload"), ("casework", "/v1/dossiers/V-2026-0002/vra"),
    ("casework", "/v1/delegated-work"), ("casework", "/v1/indicators?from=2026-01-01&to=2026-03-31"),
    ("casework", "/v1/complaint-figures?from=2026-01-01&to=2026-03-31"),
    ("casework", "/v1/contacts?list=DUE"), ("casework", "/v1/contact-scores?from=2026-01-01&to=2026-03-31"),
    ("casework", "/v1/employers/emp-1/contact"),
    ("casework", "/v1/vra-worklist?list=NOTICES"), ("casework", "/v1/undecided-activities"),
    ("casework", "/v1/advices?waitingFor=ANSWER"),
    ("claims", "/v1/benefits"), ("claims", "/v1/legal-aid-requests"), ("claims", "/v1/recourse-files?state=OPEN"),
    ("claims", "/v1/recourse-files/V-2026-0002"), ("claims", "/v1/recourse-file-counts"),
    ("claims", "/v1/payment-runs/RUN-2026-05"), ("claims", "/v1/account-changes"),
    ("claims", "/v1/payment-runs/RUN-2026-05/lines"), ("claims", "/v1/payment-runs/RUN-2026-05/acts"),
    ("claims", "/v1/month-claims"), ("claims", "/v1/month-claims/counts"), ("claims", "/v1/month-claims/C-2026-000001"),
    ("claims", "/v1/month-claims/C-2026-000001/what-if?recoveredPct=50&from=2026-05-11"),
    ("claims", "/v1/reimbursements"), ("claims", "/v1/guarantees"), ("claims", "/v1/guarantees/w-1"),
    ("claims", "/v1/coming-payments/total"), ("billing", "/v1/policies"), ("billing", "/v1/invoices"),
    ("billing", "/v1/invoices/A-2026-0001"), ("absence", "/admin/v1/parked-events"),
    ("absence", "/admin/v1/parked-events/resolutions"), ("absence", "/admin/v1/parked-events/e-1"),
]
WRITES: list[tuple[str, str, dict[str, Any]]] = [
    ("absence", "/v1/employees", EMPLOYEE), ("absence", "/v1/sick-reports", SICK),
    ("absence", "/v1/employees/e-1/wages", {"valid_from": "2026-07-01", "annual_wage": "40000.00"}),
    ("absence", "/v1/employees/e-7/departures", {"last_day": "2026-06-30"}),
    ("absence", "/v1/employees/e-7/leaves", {"kind": "UNPAID", "start": "2026-07-01", "end": "2026-07-31"}),
    ("absence", "/v1/absences/V-2026-0002/recoveries", FIT),
    ("casework", "/v1/dossiers/V-2026-0002/milestones/M04/completions", {"completed_on": "2026-06-15"}),
    ("casework", "/v1/dossiers/V-2026-0002/vacations", {"start": "2026-06-22", "end": "2026-06-26", "consent_on": "2026-06-15",
                                                        "doubt": True, "holidays": "STATUTORY", "written_consent": None,
                                                        "arrangement": None}),
    ("casework", "/v1/dossiers/V-2026-0002/advices", {"kind": "MEDIATION", "due_on": "2026-06-26"}),
    ("casework", "/v1/dossiers/V-2026-0002/talks", {"held_on": "2026-06-15", "refused": False}),
    ("casework", "/v1/dossiers/V-2026-0002/warnings", {"given_on": "2026-06-15"}),
    ("casework", "/v1/dossiers/V-2026-0002/verdicts", {"verdict": "ILL", "given_on": "2026-06-15"}),
    ("casework", "/v1/dossiers/V-2026-0002/conflict/mediation", {"mediator": "M. Bakker", "started_on": "2026-06-15"}),
    ("casework", "/v1/transition-payments", {"employed_from": "2021-03-01", "last_day": "2026-06-30", "monthly_wage": "3240.00"}),
    ("casework", "/v1/dossiers/V-2026-0002/medical", {"kind": "NOTE", "text": "Hernia"}),
    ("casework", "/v1/dossiers/V-2026-0002/referrals", {
        "kind": "OTHER", "reason_code": "STAGNATION", "referred_on": "2026-06-15"}),
    ("casework", "/v1/dossiers/V-2026-0002/contact-pauses", {"reason": "EMPLOYER_CLOSED", "last_day": "2026-06-16"}),
    ("casework", "/v1/delegations", {"consultant_id": "acc-consultant"}),
    ("casework", "/v1/complaints", {"subject": "PORTAL", "text": "Te traag.", "phone": "0113 274 600"}),
    ("claims", "/v1/legal-aid-requests", {"kind": "UWV_CONFLICT", "costs_accepted": False, "absence_number": None}),
    ("claims", "/v1/forecasts", {"employee_id": "e-3", "first_sick_day": "2026-06-15"}),
    ("absence", "/admin/v1/parked-events/e-1/release", {}),
    ("absence", "/admin/v1/parked-events/e-1/drop", {"explanation": "Deze gebeurtenis is dubbel."}),
]
OF_EMPLOYERS = [write for write in WRITES if not write[1].startswith("/admin")]


@pytest.fixture
def call(platform: Platform) -> Any:
    """A request to a fake, with a token that has the required right."""
    platform.services.data["parked"] = {"absence": [parked_event()]}

    def send(method: str, service: str, path: str, body: dict[str, Any] | None = None) -> requests.Response:
        person = ADMINISTRATOR if path.startswith("/admin") else EMPLOYER
        token = platform.identity.access_token(person)
        return requests.request(method, platform.settings.service_urls[service] + path, json=body, timeout=10,
                                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "k-1"})
    return send


class TestStandIn:
    @pytest.mark.parametrize(("service", "path"), READS, ids=[f"{service} {path}" for service, path in READS])
    def test_reads_as_published(self, call: Any, service: str, path: str) -> None:
        answer = call("GET", service, path)

        assert faults_of_response(service, "GET", path.split("?")[0], answer.status_code, answer.json()) == []

    @pytest.mark.parametrize(("service", "path", "body"), WRITES, ids=[f"{service} {path}" for service, path, _ in WRITES])
    def test_writes_as_published(self, call: Any, service: str, path: str, body: dict[str, Any]) -> None:
        answer = call("POST", service, path, body)

        assert answer.ok, answer.text
        assert faults_of_response(service, "POST", path, answer.status_code, answer.json() if answer.content else None) == []

    @pytest.mark.parametrize(("service", "path", "body"), OF_EMPLOYERS,
                             ids=[f"{service} {path}" for service, path, _ in OF_EMPLOYERS])
    def test_refuses_a_field_that_the_service_does_not_know(self, call: Any, service: str, path: str,
                                                            body: dict[str, Any]) -> None:
        answer = call("POST", service, path, body | {"unheard_of": 1})

        assert answer.status_code == 422, answer.text
