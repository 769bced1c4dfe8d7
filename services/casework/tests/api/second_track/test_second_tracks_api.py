"""Second tracks over HTTP: start, contacts, progress, warnings and reminders, and the end."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.second_track.track_steps import (
    EMPLOYER,
    act,
    code_of,
    confirm,
    place,
    start,
    tracks_of,
)
from services.casework.tests.conftest import ANNA, Story
from shared.events.casework import MilestoneCompleted, SecondTrackClosed, SecondTrackProgressed, SecondTrackStarted
from shared.testing.service import OTHER_EMPLOYER, Service

STARTED = date(2027, 2, 1)


@pytest.fixture(autouse=True)
def today(casework: Service, sick: str) -> None:
    """Monday 1 February 2027; the absence began on 2 March 2026."""
    casework.set_today(STARTED)


@pytest.fixture
def track(casework: Service, sick: str) -> str:
    """The number of a dossier with a track that started today."""
    assert start(casework, sick, "2027-02-01").status_code == 201
    return sick


class TestStart:
    @pytest.mark.requirement("R-113")
    @pytest.mark.parametrize("work", ["SAME", "OTHER"])
    def test_records_provider_first_day_and_kind_of_work(self, casework: Service, sick: str, work: str) -> None:
        answer = start(casework, sick, "2027-02-01", work=work, provider="Stap Verder B.V.")

        assert answer.status_code == 201
        assert answer.json["tracks"] == tracks_of(casework, sick)
        track = answer.json["tracks"][0]
        assert (track["provider"], track["work"], track["started_on"], track["status"]) == (
            "Stap Verder B.V.", work, "2027-02-01", "RUNNING")
        assert [event.started_on for event in casework.published(SecondTrackStarted)] == [STARTED]

    @pytest.mark.requirement("R-115")
    def test_needs_no_provider(self, casework: Service, track: str) -> None:
        assert tracks_of(casework, track)[0]["provider"] is None

    @pytest.mark.requirement("R-116")
    def test_leaves_the_employer_responsible(self, casework: Service, sick: str) -> None:
        refused = start(casework, sick, "2027-02-01", provider="Stap Verder B.V.", responsible_party="PROVIDER")
        started = start(casework, sick, "2027-02-01", provider="Stap Verder B.V.", responsible_party="EMPLOYER")

        assert (refused.status_code, started.status_code) == (422, 201)
        assert tracks_of(casework, sick)[0]["responsible_party"] == "EMPLOYER"

    def test_completes_the_step_of_the_plan(self, casework: Service, track: str) -> None:
        plan = casework.get(f"/v1/dossiers/{track}", **EMPLOYER).json["plan"]

        assert [(step["status"], step["completed_on"]) for step in plan if step["code"] == "M10"] == [("DONE", "2027-02-01")]
        assert [event.code for event in casework.published(MilestoneCompleted)] == ["M10"]

    @pytest.mark.parametrize(("body", "code"), [
        ({"started_on": "2026-03-01"}, (422, "second_track.outside_case")),
        ({"started_on": "2027-02-02"}, (422, "second_track.in_future")), ({"work": "ANY"}, (422, "input.invalid")),
        ({"provider": ""}, (422, "input.invalid"))])
    def test_is_refused_for_wrong_input(self, casework: Service, sick: str, body: Any, code: tuple[int, str]) -> None:
        answer = start(casework, sick, **{"started_on": "2027-02-01"} | body)

        assert answer.status_code == code[0]
        assert tracks_of(casework, sick) == []

    def test_is_refused_twice_in_a_closed_dossier_and_by_others(self, casework: Service, story: Story, track: str) -> None:
        closed = story.sick("V-2026-000700", date(2026, 3, 2), employee_id="employee-bram")
        story.recover(closed, date(2026, 4, 1))

        assert code_of(start(casework, track, "2027-02-01")) == (409, "second_track.already_running")
        assert code_of(start(casework, closed, "2026-03-20")) == (409, "second_track.case_closed")
        assert start(casework, track, "2027-02-01", who=EMPLOYER).status_code == 403
        assert casework.get(f"/v1/dossiers/{track}/second-tracks", rights=("SICK_REPORTS",),
                            employer_id=OTHER_EMPLOYER).status_code == 404


class TestContacts:
    @pytest.mark.requirement("R-114")
    def test_are_due_every_six_weeks(self, casework: Service, track: str) -> None:
        assert tracks_of(casework, track)[0]["contact_due_on"] == "2027-03-15"

        casework.set_today(date(2027, 3, 16))
        assert "CONTACT_OVERDUE" in tracks_of(casework, track)[0]["reminders"]
        logged = act(casework, track, "contacts", {"contacted_on": "2027-03-16"}, who=EMPLOYER)

        assert logged.status_code == 201
        after = tracks_of(casework, track)[0]
        assert (after["contacts"], after["contact_due_on"]) == (["2027-03-16"], "2027-04-27")
        assert "CONTACT_OVERDUE" not in after["reminders"]

    @pytest.mark.parametrize(("day", "code"), [
        ("2027-01-31", (422, "second_track.before_start")), ("2027-02-02", (422, "second_track.in_future")),
        ("2027-02-01", (409, "second_track.already_recorded"))])
    def test_lie_in_the_track_once_a_day(self, casework: Service, track: str, day: str, code: tuple[int, str]) -> None:
        act(casework, track, "contacts", {"contacted_on": "2027-02-01"}, who=EMPLOYER)

        assert code_of(act(casework, track, "contacts", {"contacted_on": day}, who=EMPLOYER)) == code


def report(casework: Service, number: str, day: str, orientations: int, applications: int) -> Any:
    return act(casework, number, "progress-reports",
               {"reported_on": day, "orientations": orientations, "applications": applications})


class TestProgressReports:
    def test_are_due_every_six_weeks(self, casework: Service, track: str) -> None:
        casework.set_today(date(2027, 3, 15))
        before = tracks_of(casework, track)[0]
        casework.set_today(date(2027, 3, 16))

        assert (before["report_due_on"], before["reminders"]) == ("2027-03-15", [])
        assert "REPORT_OVERDUE" in tracks_of(casework, track)[0]["reminders"]
        assert report(casework, track, "2027-03-16", 3, 1).status_code == 201
        after = tracks_of(casework, track)[0]
        assert (after["report_due_on"], after["reminders"]) == ("2027-04-27", ["CONTACT_OVERDUE"])
        assert [event.reported_on for event in casework.published(SecondTrackProgressed)] == [date(2027, 3, 16)]

    @pytest.mark.requirement("R-118")
    @pytest.mark.parametrize(("on", "applications", "warnings"), [
        (date(2027, 5, 1), 0, []), (date(2027, 5, 2), 0, ["ORIENTATION_ONLY"]), (date(2027, 5, 2), 1, [])])
    def test_warn_after_three_months_of_orientation_alone(self, casework: Service, track: str, on: date, applications: int,
                                                          warnings: list[str]) -> None:
        casework.set_today(on)
        report(casework, track, "2027-03-01", 4, 0)
        report(casework, track, "2027-04-12", 2, applications)

        shown = tracks_of(casework, track)[0]

        assert shown["warnings"] == warnings
        assert [(row["orientations"], row["applications"]) for row in shown["reports"]] == [(4, 0), (2, applications)]

    @pytest.mark.parametrize(("body", "status"), [
        ({"orientations": -1}, 422), ({"applications": "1"}, 422), ({"applications": 1001}, 422), ({"applications": None}, 422),
        ({"reported_on": "2027-01-31"}, 422), ({"reported_on": "2027-02-02"}, 422), ({"text": "goed"}, 422)])
    def test_are_refused_for_wrong_input(self, casework: Service, track: str, body: Any, status: int) -> None:
        answer = act(casework, track, "progress-reports",
                     {"reported_on": "2027-02-01", "orientations": 0, "applications": 0} | body)

        assert answer.status_code == status
        assert tracks_of(casework, track)[0]["reports"] == []


class TestEnd:
    @pytest.mark.requirement("R-125")
    @pytest.mark.parametrize(("durable", "takeover", "expected"), [
        (True, False, "CLOSED"), (False, True, "CLOSED"), (True, True, "CLOSED"), (False, False, "RUNNING")])
    def test_needs_a_durable_placement_or_the_intention_to_take_over(
            self, casework: Service, track: str, durable: bool, takeover: bool, expected: str) -> None:
        assert place(casework, track, durable=durable, takeover_intention=takeover).status_code == 201

        answer = act(casework, track, "closing", {"reason": "PLACED"})

        assert tracks_of(casework, track)[0]["status"] == expected
        assert answer.status_code == 200 or code_of(answer) == (409, "second_track.must_continue")
        assert len(casework.published(SecondTrackClosed)) == (expected == "CLOSED")

    def test_on_a_placement_needs_one_that_stands(self, casework: Service, track: str) -> None:
        assert code_of(act(casework, track, "closing", {"reason": "PLACED"})) == (409, "second_track.must_continue")
        placed = place(casework, track, durable=True).json["tracks"][0]["placements"][0]
        assert act(casework, track, f"placements/{placed['placement_id']}/withdrawal").status_code == 200

        assert code_of(act(casework, track, "closing", {"reason": "PLACED"})) == (409, "second_track.must_continue")

    def test_by_recovery_needs_a_recovery(self, casework: Service, story: Story, track: str) -> None:
        assert code_of(act(casework, track, "closing", {"reason": "RECOVERED"})) == (409, "second_track.not_recovered")
        story.recover(track, STARTED)

        assert act(casework, track, "closing", {"reason": "RECOVERED"}).status_code == 200

    def test_leaves_nothing_to_do(self, casework: Service, track: str) -> None:
        assert act(casework, track, "closing", {"reason": "OTHER"}).status_code == 200
        casework.set_today(date(2027, 12, 1))

        closed = tracks_of(casework, track)[0]
        assert (closed["warnings"], closed["reminders"], closed["report_due_on"]) == ([], [], None)
        for what, body in (("closing", {"reason": "OTHER"}), ("contacts", {"contacted_on": "2027-02-01"}),
                           ("progress-reports", {"reported_on": "2027-02-01", "orientations": 1, "applications": 1})):
            assert code_of(act(casework, track, what, body)) == (409, "second_track.closed")
        assert code_of(place(casework, track)) == (409, "second_track.closed")
        assert start(casework, track, "2027-12-01").status_code == 201

    def test_goes_on_in_the_relapse_of_the_same_case(self, casework: Service, story: Story, track: str) -> None:
        story.recover(track, date(2027, 2, 10))
        casework.set_today(date(2027, 2, 20))
        again = story.sick("V-2027-000002", date(2027, 2, 20), employee_id=ANNA, composite=(track, date(2026, 3, 2)))

        assert [one["absence_number"] for one in tracks_of(casework, again)] == [track]
        assert act(casework, again, "contacts", {"contacted_on": "2027-02-20"}).status_code == 201


class TestAttention:
    def test_an_unconfirmed_recovery_is_reminded_after_five_working_days(self, casework: Service, story: Story,
                                                                         track: str) -> None:
        placed = place(casework, track).json["tracks"][0]["placements"][0]
        assert (placed["confirm_by"], placed["confirmed"]) == ("2027-04-08", False)
        casework.set_today(date(2027, 4, 9))
        assert "RECOVERY_UNCONFIRMED" in tracks_of(casework, track)[0]["reminders"]

        confirm(story, track, placed["placement_id"])

        after = tracks_of(casework, track)[0]
        assert after["placements"][0]["confirmed"]
        assert "RECOVERY_UNCONFIRMED" not in after["reminders"]
