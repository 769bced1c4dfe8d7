"""What waits at VRA and because of VRA, in the cases of the reader."""
from typing import Any

import pytest

from services.casework.tests.api.vra.vra_steps import (
    CASEMANAGER,
    CONSULTANT,
    REPORTER,
    VRA,
    ask,
    open_in_emergency,
    order,
)
from shared.testing.service import Service


@pytest.fixture(autouse=True)
def adviser(story: Any) -> None:
    """An adviser of VRA."""
    story.staff("vra-1", "insurer_vra")


def worklist(casework: Service, which: str, who: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Absence, subject and detail of what waits for somebody."""
    items = casework.get(f"/v1/vra-worklist?list={which}", **who).json["items"]
    return [(item["absence_number"], item["what"], item["detail"]) for item in items]


class TestWorklist:
    @pytest.mark.requirement("R-058")
    def test_shows_vra_what_to_answer_and_the_casemanager_what_to_close(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/vra-notices"
        notice = casework.post(path, {"kind": "COST", "mode": "CONSULT", "question": "Mag dit?"}, **CASEMANAGER).json
        waiting = ("V-2026-000001", "COST", "CONSULT")
        before = worklist(casework, "NOTICES", VRA), worklist(casework, "NOTICES", CASEMANAGER)
        casework.post(f"{path}/{notice['notice_id']}/answer", {"text": "Ja."}, **VRA)
        after = worklist(casework, "NOTICES", VRA), worklist(casework, "NOTICES", CASEMANAGER)

        assert (before, after) == (([waiting], []), ([], [waiting]))

    @pytest.mark.requirement("R-066")
    def test_shows_each_addressee_its_own_questions(self, casework: Service, sick: str) -> None:
        open_in_emergency(casework, sick)
        for addressee in ("EMPLOYER", "CASEMANAGER", "ARBO_SERVICE"):
            ask(casework, sick, addressee=addressee)

        shown = [[detail for _, _, detail in worklist(casework, "REQUESTS", who)]
                 for who in (REPORTER, CASEMANAGER, CONSULTANT, VRA)]
        assert shown == [["EMPLOYER"], ["CASEMANAGER"], ["ARBO_SERVICE"], ["EMPLOYER", "CASEMANAGER", "ARBO_SERVICE"]]

    @pytest.mark.requirement("R-057")
    def test_shows_the_orders_of_open_dossiers(self, casework: Service, sick: str) -> None:
        order(casework, sick)

        assert worklist(casework, "ORDERS", VRA) == [(sick, None, None)]
        assert worklist(casework, "ORDERS", {"roles": ("casemanager",), "account_id": "somebody-else"}) == []
        assert worklist(casework, "ORDERS", CASEMANAGER) == [(sick, None, None)]

    def test_of_no_such_list_is_refused(self, casework: Service) -> None:
        assert casework.get("/v1/vra-worklist?list=ALL", **VRA).status_code == 422

    def test_is_closed_to_claims(self, casework: Service) -> None:
        assert casework.get("/v1/vra-worklist?list=NOTICES", roles=("insurer_claims",), account_id="c-1").status_code == 403
