"""The steps of a recourse file, both terms of limitation with their warnings, and who sees what (domain.md §5.1, §5.2)."""
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.claims.metrics import lapsing_files, overdue_contacts
from services.claims.tests.api.recourse.conftest import ACKNOWLEDGED, EMPLOYEES, LEGAL_AID, STAFF, Files
from services.claims.tests.conftest import employee
from shared.testing.service import OTHER_EMPLOYER

TRAFFIC = {"event_kind": "TRAFFIC", "event_on": "2026-02-02"}


def alarms(files: Files) -> list[str | None]:
    """The warnings in the history."""
    return [step["detail"] for step in files.show()["file"]["steps"] if step["act"] == "ALARM"]


def watch(files: Files, day: date) -> None:
    """Run the jobs of one day."""
    files.service.set_today(day)
    files.service.run_jobs(day)


class TestSteps:
    @pytest.mark.parametrize("steps", [
        ["SCREENING", "NO_GROUNDS", "CLOSED"],
        ["SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "DENIED", "LITIGATION", "ACKNOWLEDGED"],
        ["SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "DENIED", "REFERRED_LEGAL_AID", "LITIGATION", "CLOSED"],
        ["SCREENING", "WITHDRAWN"]])
    def test_are_kept_in_the_history_with_who_took_them(self, files: Files, steps: list[str]) -> None:
        files.walk(*steps)

        shown = files.show()["file"]
        assert [step["status"] for step in shown["steps"] if step["act"] == "MOVED"] == steps
        assert shown["version"] == len(steps) + 1

    def test_out_of_order_is_refused_and_changes_nothing(self, files: Files) -> None:
        answer = files.move("CONTACTED", event_kind="ASSAULT")

        assert (answer.status_code, answer.json["code"]) == (409, "recourse.transition_not_allowed")
        assert (files.status(), files.show()["file"]["event_kind"]) == ("REPORTED", None)

    @pytest.mark.parametrize(("to", "pct"), [
        ("PARTLY_ACKNOWLEDGED", None), ("PARTLY_ACKNOWLEDGED", "0"), ("PARTLY_ACKNOWLEDGED", "100"), ("ACKNOWLEDGED", "75"),
        ("DENIED", "10")])
    def test_with_an_accepted_share_that_does_not_fit_is_refused(self, files: Files, to: str, pct: str | None) -> None:
        files.walk("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT")

        answer = files.move(to, accepted_pct=pct)

        assert (answer.status_code, answer.json["code"]) == (422, "recourse.accepted_pct")

    @pytest.mark.parametrize(("born", "pct", "code"), [
        (date(1988, 5, 4), "49.99", "recourse.below_floor"), (date(1988, 5, 4), "50", None),
        (date(2012, 2, 3), "99", "recourse.below_floor"), (date(2012, 2, 2), "99", None)],
        ids=["a grown-up below half", "a grown-up at half", "a child of thirteen", "fourteen on the day"])
    def test_towards_a_cyclist_or_pedestrian_accept_no_less_than_the_law_asks(self, files: Files, born: date, pct: str,
                                                                             code: str | None) -> None:
        known = employee(wage="46656.00", version=2)
        files.service.deliver(replace(known, person=replace(known.person, birth_date=born)))
        files.record_party(is_vulnerable=True)
        files.walk("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT")

        answer = files.move("PARTLY_ACKNOWLEDGED", accepted_pct=pct)

        assert answer.json.get("code") == code

    def test_to_negotiation_needs_the_damage(self, files: Files) -> None:
        files.walk(*ACKNOWLEDGED, "DAMAGE_STATEMENT")

        answer = files.move("NEGOTIATION")

        assert (answer.status_code, answer.json["code"]) == (422, "recourse.not_stated")

    def test_of_a_stale_file_is_refused(self, files: Files) -> None:
        files.walk("SCREENING")

        answer = files.act("moves", {"to": "CONTACTED"}, headers={"If-Match": '"1"'})

        assert (answer.status_code, answer.json["code"], files.status()) == (412, "version.stale", "SCREENING")

    @pytest.mark.parametrize(("what", "method", "body"), [
        ("liable-party", "PUT", TRAFFIC), ("interruptions", "POST", {}), ("moves", "POST", {"to": "CONTACTED"})])
    def test_in_an_ended_file_are_refused(self, files: Files, what: str, method: str, body: dict[str, Any]) -> None:
        files.walk("SCREENING", "NO_GROUNDS", "CLOSED")

        assert files.act(what, body, method=method).status_code == 409


class TestLimitation:
    def test_counts_five_years_from_knowledge_and_three_from_a_traffic_accident(self, files: Files) -> None:
        before = files.show()["file"]
        files.record_party(known_on="2026-02-20")
        traffic = files.show()["file"]

        files.record_party(event_kind="ASSAULT", known_on="2026-02-20")

        other = files.show()["file"]
        assert (before["event_kind"], before["limitation_on"]) == (None, "2029-02-02")
        assert (traffic["claim_until"], traffic["direct_action_until"], traffic["limitation_on"]) == (
            "2031-02-20", "2029-02-02", "2029-02-02")
        assert (other["claim_until"], other["direct_action_until"], other["limitation_on"]) == (
            "2031-02-20", None, "2031-02-20")

    def test_warns_twelve_six_and_three_months_ahead_once_each(self, files: Files) -> None:
        files.record_party()
        files.service.set_today(date(2028, 2, 1))
        for day in (date(2028, 2, 1), date(2028, 2, 2), date(2028, 2, 3), date(2028, 8, 2), date(2028, 11, 2)):
            watch(files, day)

        assert alarms(files) == ["2029-02-02/12", "2029-02-02/6", "2029-02-02/3"]
        assert files.service.get("/v1/recourse-file-counts", **STAFF).json["lapsing"] == 1
        assert files.service.query(lapsing_files) == 1.0
        assert files.service.query(overdue_contacts) == 1.0

    def test_starts_again_for_both_terms_by_a_letter_and_warns_anew(self, files: Files) -> None:
        files.record_party()
        watch(files, date(2028, 11, 2))

        answer = files.act("interruptions", {"interrupted_on": "2028-11-01"})

        assert (answer.status_code, answer.json["claim_until"], answer.json["direct_action_until"]) == (
            201, "2033-11-01", "2031-11-01")
        assert files.service.query(lapsing_files) == 0.0
        watch(files, date(2031, 8, 1))
        assert alarms(files) == ["2029-02-02/3", "2031-11-01/3"]

    def test_starts_again_when_negotiations_with_a_motor_insurer_are_broken_off(self, files: Files) -> None:
        files.record_party()

        answer = files.act("interruptions", {"kind": "BROKEN_OFF", "interrupted_on": "2026-06-01"})

        assert answer.json["direct_action_until"] == "2029-06-01"

    def test_bars_the_file_the_day_after_the_claim_lapsed_but_not_with_the_direct_action(self, files: Files) -> None:
        files.record_party()
        watch(files, date(2029, 2, 3))
        direct = files.status()
        early = files.move("TIME_BARRED")
        watch(files, date(2031, 2, 2))
        last_day = files.status()

        watch(files, date(2031, 2, 3))

        assert (direct, last_day, files.status()) == ("REPORTED", "REPORTED", "TIME_BARRED")
        assert (early.status_code, early.json["code"]) == (409, "recourse.not_yet_barred")

    def test_bars_nothing_that_is_in_court(self, files: Files) -> None:
        files.walk("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "DENIED", "LITIGATION")

        watch(files, date(2031, 2, 3))

        assert files.status() == "LITIGATION"

    @pytest.mark.parametrize("day", ["2026-02-01", "2026-07-02"], ids=["before the event", "tomorrow"])
    def test_is_not_interrupted_on_an_impossible_day(self, files: Files, day: str) -> None:
        answer = files.act("interruptions", {"interrupted_on": day})

        assert (answer.status_code, answer.json["code"]) == (422, "recourse.interrupted_on")


class TestReaders:
    @pytest.mark.requirement("R-142")
    def test_include_legal_aid_once_the_file_is_referred_and_from_then_on(self, files: Files) -> None:
        path = "/v1/recourse-files"
        before = files.service.get(path, **LEGAL_AID).json["items"], files.service.get(f"{path}/V-1", **LEGAL_AID).status_code
        files.walk("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "DENIED", "REFERRED_LEGAL_AID")

        moved = files.act("moves", {"to": "LITIGATION"}, who=LEGAL_AID)

        assert (before, moved.status_code) == (([], 404), 200)
        assert [file["absence_number"] for file in files.service.get(path, **LEGAL_AID).json["items"]] == ["V-1"]

    def test_include_the_employer_without_the_liable_party_and_the_insurers_amounts(self, accepted: Files) -> None:
        accepted.record_party(name="J. Bakker", insurer="Verzekeraar Noord", plate="AB-123-C", reference="N-1")
        accepted.act("receipts", {"amount": "9157.50"})
        accepted.walk("ALLOCATED")

        shown = accepted.show(**EMPLOYEES)

        assert accepted.show()["file"]["liable_name"] == "J. Bakker"
        assert not {"liable_name", "liable_insurer", "relation", "steps"} & set(shown["file"])
        assert "amounts" not in shown
        assert set(shown["file"]["allocations"][0]) == {"number", "allocated_on", "employer", "employer_difference"}
        assert accepted.service.get("/v1/recourse-files/V-1", **(EMPLOYEES | {"employer_id": OTHER_EMPLOYER})).status_code == 404

    @pytest.mark.parametrize("who", [EMPLOYEES, {"roles": ("casemanager",), "employer_id": None}])
    def test_do_not_act_unless_they_are_claims_or_legal_aid(self, files: Files, who: dict[str, Any]) -> None:
        assert files.act("moves", {"to": "SCREENING"}, who=who).status_code == 403

    @pytest.mark.parametrize("body", [{"to": "HEALED"}, {}, {"to": "SCREENING", "event_on": "2026-07-02"},
                                      {"to": "SCREENING", "event_kind": "FLU"}, {"to": "WITHDRAWN", "cause": "ANSWER_CHANGED"}])
    def test_get_an_answer_to_bad_input(self, files: Files, body: dict[str, Any]) -> None:
        assert files.act("moves", body).status_code == 422
        assert files.status() == "REPORTED"
