"""What VRA asks the employer, the casemanager or the arbo service, over HTTP."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.vra.vra_steps import (
    CASEMANAGER,
    CONSULTANT,
    DOCTOR,
    REPORTER,
    VRA,
    ask,
    code_of,
    inform,
    open_in_emergency,
    vra_case,
)
from shared.events.casework import InformationAnswered, InformationRequested
from shared.testing.service import Service

ANSWERERS = {"EMPLOYER": REPORTER, "CASEMANAGER": CASEMANAGER, "ARBO_SERVICE": CONSULTANT}


@pytest.fixture(autouse=True)
def staffed(casework: Service, story: Any, sick: str) -> None:
    """An adviser of VRA who opened the case, and a doctor under whom the consultant works."""
    story.staff("vra-1", "insurer_vra")
    open_in_emergency(casework, sick)
    story.staff("doctor-1", "company_doctor")
    casework.post("/v1/delegations", {"consultant_id": "consultant-1"}, **DOCTOR)


class TestQuestion:
    @pytest.mark.requirement("R-066")
    @pytest.mark.parametrize("addressee", ANSWERERS)
    def test_is_answered_by_its_addressee_alone(self, casework: Service, sick: str, addressee: str) -> None:
        request = ask(casework, sick, addressee=addressee).json
        refused = [code_of(inform(casework, sick, request["request_id"], who))
                   for name, who in ANSWERERS.items() if name != addressee]
        answered = inform(casework, sick, request["request_id"], ANSWERERS[addressee])

        assert refused == [(403, "information_request.not_addressed")] * 2
        assert (answered.status_code, answered.json["status"], answered.json["answered_on"]) == (200, "ANSWERED", "2026-03-02")
        (shown,) = vra_case(casework, sick, VRA)["requests"]
        assert (shown["question"], shown["answer"], shown["due_on"]) == (
            "Wanneer is het plan van aanpak bijgesteld?", "Op 9 maart.", "2026-03-16")
        assert [(event.addressee, event.due_on) for event in casework.published(InformationRequested)] == [
            (addressee, date(2026, 3, 16))]
        assert [event.request_id for event in casework.published(InformationAnswered)] == [request["request_id"]]

    @pytest.mark.requirement("R-066")
    def test_waits_at_the_employer_until_its_answer_which_the_history_keeps(self, casework: Service, sick: str) -> None:
        request_id = ask(casework, sick, addressee="EMPLOYER").json["request_id"]
        waiting = casework.get("/v1/vra-worklist?list=REQUESTS", **REPORTER).json["items"]
        inform(casework, sick, request_id, REPORTER)

        assert [(one["subject_id"], one["day"]) for one in waiting] == [(request_id, "2026-03-16")]
        assert casework.get("/v1/vra-worklist?list=REQUESTS", **REPORTER).json["items"] == []
        acts = casework.get(f"/v1/dossiers/{sick}/history", **CASEMANAGER).json["items"]
        assert [(act["role"], act["new"]["status"]) for act in acts if act["subject"] == "information_request"] == [
            ("insurer_vra", "OPEN"), ("employer", "ANSWERED")]

    @pytest.mark.requirement("R-066")
    @pytest.mark.parametrize("changes", [
        {"addressee": "EMPLOYEE"}, {"addressee": "UWV"}, {"topic": "DIAGNOSIS"}, {"topic": "TREATMENT"}, {"question": ""},
        {"question": "Welke diagnose is gesteld?"}, {"due_on": "2026-03-01"}, {"due_on": "2027-03-05"}, {"due_on": None}],
        ids=lambda changes: "-".join(f"{key} {value}" for key, value in changes.items()))
    def test_to_somebody_else_or_about_health_or_without_a_term_is_refused(self, casework: Service, sick: str,
                                                                           changes: dict[str, Any]) -> None:
        reply = ask(casework, sick, **changes)

        assert reply.status_code == 422, reply.text
        assert vra_case(casework, sick, VRA)["requests"] == []

    @pytest.mark.requirement("R-066")
    @pytest.mark.parametrize("who", [CASEMANAGER, CONSULTANT, REPORTER], ids=["casemanager", "consultant", "employer"])
    def test_is_asked_by_vra_alone(self, casework: Service, sick: str, who: dict[str, Any]) -> None:
        assert ask(casework, sick, who).status_code == 403

    def test_is_answered_once_and_without_medical_data(self, casework: Service, sick: str) -> None:
        request_id = ask(casework, sick).json["request_id"]
        medical = inform(casework, sick, request_id, CASEMANAGER, "Hij heeft griep.")
        inform(casework, sick, request_id, CASEMANAGER)

        assert medical.status_code == 422
        assert code_of(inform(casework, sick, request_id, CASEMANAGER)) == (409, "information_request.answered")

    def test_of_another_dossier_is_not_found(self, casework: Service, sick: str) -> None:
        request_id = ask(casework, sick).json["request_id"]

        assert code_of(inform(casework, "V-2026-000900", request_id, CASEMANAGER)) == (404, "information_request.not_found")
