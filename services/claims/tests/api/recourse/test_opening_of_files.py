"""A recourse file follows the answers in the sick reports (R-140, R-141)."""
from datetime import date
from typing import Any

import pytest

from services.claims.tests.api.recourse.conftest import STAFF
from services.claims.tests.conftest import corrected, filed, state
from shared.events.claims import RecourseOpened, RecourseStatusChanged
from shared.kernel.vocabulary import AbsenceStatus, ThirdParty
from shared.testing.service import Service


def listed(service: Service, query: str = "") -> list[dict[str, Any]]:
    """All recourse files."""
    return list(service.get(f"/v1/recourse-files{query}", **STAFF).json["items"])


def move(service: Service, to: str) -> None:
    """Take a step in the file of V-1."""
    assert service.post("/v1/recourse-files/V-1/moves", {"to": to}, **STAFF).status_code == 200


class TestOpening:
    @pytest.mark.requirement("R-141")
    def test_gives_claims_five_working_days_to_call_the_employer_and_one_file_for_two_reports(self, insured: Service) -> None:
        insured.deliver(filed(state(third_party=ThirdParty.YES)))
        insured.deliver(corrected(state(sequence=2, third_party=ThirdParty.YES)))
        (waiting,) = listed(insured)
        counts = insured.get("/v1/recourse-file-counts", **STAFF).json
        insured.set_today(date(2026, 3, 10))
        late = insured.get("/v1/recourse-file-counts", **STAFF).json

        move(insured, "SCREENING")
        move(insured, "CONTACTED")

        (called,) = listed(insured)
        assert (waiting["status"], waiting["contact_due_on"], waiting["due_on"]) == ("REPORTED", "2026-03-09", "2026-03-09")
        assert (counts, late) == ({"open": 1, "to_contact": 1, "contacts_overdue": 0, "lapsing": 0},
                                  {"open": 1, "to_contact": 1, "contacts_overdue": 1, "lapsing": 0})
        assert (called["contacted_on"], called["due_on"]) == ("2026-03-10", "2029-03-02")
        assert insured.get("/v1/recourse-file-counts", **STAFF).json["to_contact"] == 0
        assert len(insured.published(RecourseOpened)) == 1


class TestAnAnswer:
    @pytest.mark.parametrize(("change", "cause"), [
        ({"third_party": ThirdParty.NO}, "ANSWER_CHANGED"), ({"third_party": ThirdParty.UNKNOWN}, "ANSWER_CHANGED"),
        ({"third_party": ThirdParty.YES, "status": AbsenceStatus.CANCELLED}, "REPORT_CANCELLED")],
        ids=["the answer is NO", "the answer is UNKNOWN", "the report is cancelled"])
    def test_withdraws_the_file_with_its_cause_when_nobody_is_liable_any_more(self, insured: Service, change: dict[str, Any],
                                                                              cause: str) -> None:
        insured.deliver(filed(state(third_party=ThirdParty.YES)))
        move(insured, "SCREENING")

        insured.deliver(corrected(state(sequence=2, **change)))

        (file,) = listed(insured)
        assert (file["status"], file["cause"]) == ("WITHDRAWN", cause)
        assert insured.published(RecourseStatusChanged)[-1].status == "WITHDRAWN"
        assert (listed(insured, "?state=OPEN"), listed(insured, "?state=ENDED")) == ([], [file])

    def test_that_is_yes_again_opens_the_same_file_with_a_new_term(self, insured: Service) -> None:
        insured.deliver(filed(state(third_party=ThirdParty.YES)), corrected(state(sequence=2, third_party=ThirdParty.NO)))
        insured.set_today(date(2026, 3, 16))

        insured.deliver(corrected(state(sequence=3, third_party=ThirdParty.YES)))

        (file,) = listed(insured)
        assert (file["status"], file["cause"], file["contact_due_on"]) == ("REPORTED", None, "2026-03-23")
        assert len(insured.published(RecourseOpened)) == 1

    def test_does_not_open_a_file_again_that_claims_withdrew(self, insured: Service) -> None:
        insured.deliver(filed(state(third_party=ThirdParty.YES)))
        insured.post("/v1/recourse-files/V-1/moves", {"to": "WITHDRAWN", "cause": "EMPLOYER_RECOVERS"}, **STAFF)

        insured.deliver(corrected(state(sequence=2, third_party=ThirdParty.YES)))

        (file,) = listed(insured)
        assert (file["status"], file["cause"]) == ("WITHDRAWN", "EMPLOYER_RECOVERS")

    def test_stays_while_another_absence_of_the_case_says_yes(self, insured: Service) -> None:
        first = state(third_party=ThirdParty.YES, recovered_on=date(2026, 3, 9), status=AbsenceStatus.RECOVERED)
        second = state("V-2", first=date(2026, 3, 16), composite_id="V-1", composite_first_sick_day=date(2026, 3, 2),
                       third_party=ThirdParty.YES)

        insured.deliver(filed(first), filed(second), corrected(
            state("V-2", first=date(2026, 3, 16), composite_id="V-1", composite_first_sick_day=date(2026, 3, 2), sequence=2)))

        assert [file["status"] for file in listed(insured)] == ["REPORTED"]
