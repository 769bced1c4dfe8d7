"""The list of mediators that employers asked for, over HTTP."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.conftest import CONSULTANT, Story
from shared.testing.service import Service

CASEMANAGER: dict[str, Any] = {"roles": ("casemanager",), "account_id": "account-1"}
EMPLOYER: dict[str, Any] = {"rights": ("SICK_REPORTS",)}


@pytest.fixture
def in_conflict(casework: Service, story: Story) -> str:
    """An absence with a labour conflict; today is Monday 11 May 2026, in the week of Ascension Day."""
    number = story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram", labour_conflict=True)
    casework.set_today(date(2026, 5, 11))
    return number


def requests(casework: Service, state: str, who: dict[str, Any] = CASEMANAGER) -> list[tuple[Any, ...]]:
    """Absence, request, due date, mediator and start of what the list shows."""
    items = casework.get(f"/v1/mediator-requests?state={state}", **who).json["items"]
    return [tuple(item[name] for name in ("absence_number", "requested_on", "due_on", "mediator", "started_on"))
            for item in items]


def act(casework: Service, number: str, what: str, body: Any, who: dict[str, Any] = CASEMANAGER) -> Any:
    """An act on the conflict."""
    answer = casework.post(f"/v1/dossiers/{number}/{what}", body, **who)
    assert answer.status_code == 201, answer.text
    return answer.json


class TestMediatorRequests:
    @pytest.mark.requirement("R-091")
    @pytest.mark.requirement("R-105")
    def test_wait_with_their_due_date_until_a_mediator_is_assigned(self, casework: Service, in_conflict: str) -> None:
        act(casework, in_conflict, "advices", {"kind": "MEDIATION", "due_on": "2026-05-20"})
        act(casework, in_conflict, "conflict/mediator-request", {}, EMPLOYER)
        waiting = requests(casework, "WAITING"), requests(casework, "ARRANGED")
        act(casework, in_conflict, "conflict/mediation", {"mediator": "M. Bakker", "started_on": "2026-05-11"})
        arranged = requests(casework, "WAITING"), requests(casework, "ARRANGED")

        assert waiting == ([(in_conflict, "2026-05-11", "2026-05-19", None, None)], [])
        assert arranged == ([], [(in_conflict, "2026-05-11", "2026-05-19", "M. Bakker", "2026-05-11")])

    def test_of_a_conflict_that_ended_or_a_request_that_was_taken_back_do_not_wait(self, casework: Service,
                                                                                   in_conflict: str) -> None:
        asked = act(casework, in_conflict, "conflict/mediator-request", {}, EMPLOYER)["step_id"]
        act(casework, in_conflict, f"conflict-steps/{asked}/withdrawal", {"reason": "NOT_HAPPENED"}, EMPLOYER)
        taken_back = requests(casework, "WAITING")
        act(casework, in_conflict, "talks", {"held_on": "2026-05-11", "refused": False}, EMPLOYER)
        act(casework, in_conflict, "conflict/mediator-request", {}, EMPLOYER)
        asked_again = requests(casework, "WAITING")
        act(casework, in_conflict, "conflict/resolution", {"outcome": "CONTINUE_TOGETHER", "resolved_on": "2026-05-11"})

        assert (taken_back, len(asked_again), requests(casework, "WAITING")) == ([], 1, [])

    def test_of_a_closed_dossier_do_not_wait(self, casework: Service, story: Story, in_conflict: str) -> None:
        act(casework, in_conflict, "conflict/mediator-request", {}, EMPLOYER)
        story.recover(in_conflict, date(2026, 5, 11))

        assert requests(casework, "WAITING") == []

    def test_are_for_the_casemanager_of_the_case(self, casework: Service, story: Story, in_conflict: str) -> None:
        story.staff("casemanager-9", "casemanager")
        act(casework, in_conflict, "conflict/mediator-request", {}, EMPLOYER)
        others = [EMPLOYER, {"roles": ("absence_consultant",), "account_id": CONSULTANT},
                  {"roles": ("insurer_vra",), "account_id": "vra-1"}]

        assert requests(casework, "WAITING", {"roles": ("casemanager",), "account_id": "casemanager-9"}) == []
        assert [casework.get("/v1/mediator-requests?state=WAITING", **who).status_code for who in others] == [403, 403, 403]
        assert casework.get("/v1/mediator-requests?state=ALL", **CASEMANAGER).status_code == 422
