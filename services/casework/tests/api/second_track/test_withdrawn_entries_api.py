"""Contacts and progress reports of a second track that were recorded wrongly, taken back over HTTP."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.second_track.track_steps import CASEMANAGER, EMPLOYER, act, code_of, start, tracks_of
from shared.testing.service import OTHER_EMPLOYER, Service


@pytest.fixture
def track(casework: Service, sick: str) -> str:
    """A dossier with a track from 1 February 2027, a contact and a report of 1 March; today is 1 June."""
    casework.set_today(date(2027, 6, 1))
    start(casework, sick, "2027-02-01")
    act(casework, sick, "contacts", {"contacted_on": "2027-03-01"}, who=EMPLOYER)
    act(casework, sick, "progress-reports", {"reported_on": "2027-03-01", "orientations": 2, "applications": 1}, who=EMPLOYER)
    return sick


def entry(casework: Service, number: str, what: str) -> str:
    """The path of the first contact or report."""
    shown = tracks_of(casework, number)[0]
    return f"contacts/{shown['contact_log'][0]['contact_id']}" if what == "contacts" else (
        f"progress-reports/{shown['reports'][0]['report_id']}")


def take_back(casework: Service, number: str, path: str, who: dict[str, Any] = EMPLOYER, reason: str = "WRONG_DAY") -> Any:
    """Take it back; as the employer unless said otherwise."""
    return act(casework, number, f"{path}/withdrawal", {"reason": reason}, who=who)


class TestContact:
    @pytest.mark.requirement("R-114")
    def test_that_was_taken_back_stays_in_the_log_and_does_not_count(self, casework: Service, track: str) -> None:
        before = tracks_of(casework, track)[0]
        taken = take_back(casework, track, entry(casework, track, "contacts")).json["tracks"][0]
        act(casework, track, "contacts", {"contacted_on": "2027-03-01"}, who=EMPLOYER)

        assert (before["contacts"], before["contact_due_on"]) == (["2027-03-01"], "2027-04-12")
        assert (taken["contacts"], taken["contact_due_on"]) == ([], "2027-03-15")
        assert [(one["contacted_on"], one["withdrawal_reason"]) for one in tracks_of(casework, track)[0]["contact_log"]] == [
            ("2027-03-01", "WRONG_DAY"), ("2027-03-01", None)]


class TestReport:
    @pytest.mark.requirement("R-118")
    def test_that_was_taken_back_takes_its_applications_with_it(self, casework: Service, track: str) -> None:
        before = tracks_of(casework, track)[0]["warnings"]
        taken = take_back(casework, track, entry(casework, track, "reports")).json["tracks"][0]

        assert (before, taken["warnings"]) == ([], ["ORIENTATION_ONLY"])
        assert [(one["applications"], one["withdrawn_on"]) for one in taken["reports"]] == [(1, "2027-06-01")]


class TestBoth:
    @pytest.mark.requirement("R-114")
    @pytest.mark.requirement("R-117")
    def test_are_in_the_history_of_the_case(self, casework: Service, track: str) -> None:
        take_back(casework, track, entry(casework, track, "contacts"), CASEMANAGER)
        take_back(casework, track, entry(casework, track, "reports"), reason="RECORDED_TWICE")

        acts = casework.get(f"/v1/dossiers/{track}/history", **EMPLOYER).json["items"]
        assert [(act["role"], act["subject"], act["new"]) for act in acts if act["subject"].startswith("track_")] == [
            ("employer", "track_contact", {"contacted_on": "2027-03-01"}),
            ("employer", "track_report", {"reported_on": "2027-03-01", "orientations": 2, "applications": 1}),
            ("casemanager", "track_contact", {"withdrawal_reason": "WRONG_DAY"}),
            ("employer", "track_report", {"withdrawal_reason": "RECORDED_TWICE"})]

    @pytest.mark.parametrize("what", ["contacts", "reports"])
    def test_are_taken_back_once_with_a_reason_by_those_who_record_them(self, casework: Service, track: str, what: str) -> None:
        path = entry(casework, track, what)
        expert = {"roles": ("labour_expert",), "account_id": "expert-1"}
        refused = [take_back(casework, track, path, reason="OTHER"), take_back(casework, track, path, expert),
                   take_back(casework, track, path, {"rights": ("SICK_REPORTS",), "employer_id": OTHER_EMPLOYER}),
                   take_back(casework, track, f"{path}0")]
        take_back(casework, track, path)

        assert [code_of(each) for each in (*refused, take_back(casework, track, path))] == [
            (422, "input.invalid"), (403, "right.missing"), (404, "dossier.not_found"), (404, "record.not_found"),
            (409, "record.withdrawn")]
