"""Warnings and sanctions over HTTP, to the events that claims reads."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.sanctions.sanction_steps import REPORT, impose, override
from shared.events.casework import SanctionLifted, SanctionNotified, VraNoticeRaised
from shared.kernel.vocabulary import NoticeKind, SanctionKind
from shared.testing.service import Service


class TestImposing:
    @pytest.mark.requirement("R-112")
    def test_tells_claims_after_two_warnings(self, casework: Service, warned: str) -> None:
        answer = impose(casework, warned)

        assert answer.status_code == 201, answer.text
        (event,) = casework.published(SanctionNotified)
        assert (event.kind, event.start, event.end, event.warnings) == (
            SanctionKind.SUSPEND, date(2026, 5, 11), date(2026, 5, 20), 2)
        assert event.sanction_id == answer.json["sanction_id"]

    @pytest.mark.requirement("R-110")
    @pytest.mark.parametrize("kind", list(SanctionKind))
    def test_suspends_or_stops_from_the_last_warning_at_the_earliest(self, casework: Service, warned: str,
                                                                     kind: SanctionKind) -> None:
        wrong: tuple[dict[str, Any], ...] = ({"kind": "FINE"}, {"ground": "LATE"}, {"ground": None}, {"start": None})
        for each in wrong:
            answer = impose(casework, warned, **each)
            assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (422, list(each))

        early = impose(casework, warned, kind=kind, start="2026-05-03")
        answer = impose(casework, warned, kind=kind, start="2026-05-04")

        assert (early.status_code, early.json["code"], answer.status_code) == (422, "sanction.before_last_warning", 201)
        (event,) = casework.published(SanctionNotified)
        assert (event.kind, event.start, event.end) == (kind, date(2026, 5, 4), date(2026, 5, 20))
        assert (answer.json["kind"], answer.json["ground"]) == (kind, "NON_COOPERATION")

    def test_lies_inside_the_case(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))
        outside = [("2026-03-01", "2026-03-10"), ("2028-02-28", None), ("2026-05-11", "2028-02-28")]
        inside = [("2026-03-02", "2026-03-10"), ("2028-02-27", "2028-02-27"), ("2026-05-11", "2026-05-12")]

        refused = [override(casework, sick, start=start, end=end) for start, end in outside]
        accepted = [override(casework, sick, start=start, end=end) for start, end in inside]

        assert {(each.status_code, each.json["code"]) for each in refused} == {(422, "sanction.outside_case")}
        assert [each.json["errors"][0]["field"] for each in refused] == ["start", "start", "end"]
        assert [each.status_code for each in accepted] == [201, 201, 201]

    def test_starts_before_the_recovery(self, casework: Service, story: Any, sick: str) -> None:
        casework.set_today(date(2026, 5, 20))
        story.recover(sick, date(2026, 5, 18))

        answers = [override(casework, sick, start=start, end=None) for start in ("2026-05-18", "2026-05-17")]

        assert [each.status_code for each in answers] == [422, 201]

    @pytest.mark.requirement("R-112")
    def test_refuses_days_that_are_covered_already(self, casework: Service, warned: str) -> None:
        impose(casework, warned)

        answers = [override(casework, warned, start=start, end="2026-05-30") for start in ("2026-05-20", "2026-05-21")]

        assert [each.status_code for each in answers] == [409, 201]

    def test_refuses_an_end_before_the_start(self, casework: Service, warned: str) -> None:
        answer = impose(casework, warned, end="2026-05-10")

        assert (answer.status_code, answer.json["code"]) == (422, "sanction.end_before_start")

    @pytest.mark.requirement("R-062")
    def test_informs_vra(self, casework: Service, warned: str) -> None:
        impose(casework, warned)

        (notice,) = casework.published(VraNoticeRaised)
        assert (notice.kind, notice.consult) == (NoticeKind.SANCTION, False)

    def test_counts_warnings_of_the_whole_case(self, casework: Service, story: Any, warned: str) -> None:
        story.recover(warned, date(2026, 5, 6))
        second = story.sick("V-2026-000002", date(2026, 5, 10), composite=(warned, date(2026, 3, 2)))

        assert impose(casework, second).status_code == 201


class TestLifting:
    @pytest.mark.parametrize(("lifted_on", "end"), [("2026-05-15", date(2026, 5, 14)), ("2026-06-10", date(2026, 5, 20))],
                             ids=["while it runs", "after its last day"])
    def test_pays_again_from_the_day_of_lifting(self, casework: Service, warned: str, lifted_on: str, end: date) -> None:
        sanction = impose(casework, warned).json["sanction_id"]

        answer = casework.post(f"/v1/dossiers/{warned}/sanctions/{sanction}/lifting",
                               {"lifted_on": lifted_on, "back_pay": True}, rights=REPORT)

        assert answer.status_code == 201, answer.text
        (event,) = casework.published(SanctionLifted)
        assert (event.end, event.back_pay, event.sanction_id) == (end, True, sanction)

    def test_refuses_to_pay_back_what_was_stopped_and_says_why(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned, kind="STOP").json["sanction_id"]
        path = f"/v1/dossiers/{warned}/sanctions/{sanction}/lifting"

        refused = casework.post(path, {"lifted_on": "2026-05-15", "back_pay": True}, rights=REPORT)
        lifted = casework.post(path, {"lifted_on": "2026-05-15", "back_pay": False}, rights=REPORT)

        assert (refused.status_code, refused.json["code"]) == (422, "sanction.stop_has_lapsed")
        assert [error["field"] for error in refused.json["errors"]] == ["back_pay"]
        assert (lifted.status_code, casework.published(SanctionLifted)[0].back_pay) == (201, False)

    def test_lifts_once(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned).json["sanction_id"]
        path = f"/v1/dossiers/{warned}/sanctions/{sanction}/lifting"
        casework.post(path, {"lifted_on": "2026-05-15", "back_pay": True}, rights=REPORT)

        again = casework.post(path, {"lifted_on": "2026-05-15", "back_pay": True}, rights=REPORT)

        assert (again.status_code, again.json["code"]) == (409, "sanction.already_lifted")


class TestCorrecting:
    def test_tells_claims_the_new_dates_under_the_same_id(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned).json["sanction_id"]

        answer = casework.request("PUT", f"/v1/dossiers/{warned}/sanctions/{sanction}", rights=REPORT,
                                  json={"start": "2026-05-12", "end": "2026-05-18"})

        assert answer.status_code == 200, answer.text
        published = [(e.sanction_id, e.start, e.end) for e in casework.published(SanctionNotified)]
        assert published[-1] == (sanction, date(2026, 5, 12), date(2026, 5, 18))
        assert published[0][0] == sanction

    def test_refuses_days_of_another_sanction(self, casework: Service, warned: str) -> None:
        impose(casework, warned)
        later = override(casework, warned, start="2026-05-21", end="2026-05-30").json["sanction_id"]

        answer = casework.request("PUT", f"/v1/dossiers/{warned}/sanctions/{later}", rights=REPORT,
                                  json={"start": "2026-05-20", "end": "2026-05-30"})

        assert (answer.status_code, answer.json["code"]) == (409, "sanction.overlap")


class TestWithdrawing:
    def test_leaves_no_day_of_it_and_frees_its_days_for_another(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned, kind="STOP").json["sanction_id"]
        path = f"/v1/dossiers/{warned}/sanctions/{sanction}/withdrawal"

        withdrawn, again = (casework.post(path, {}, rights=REPORT) for _ in range(2))

        (event,) = casework.published(SanctionLifted)
        assert (withdrawn.status_code, withdrawn.json["withdrawn"]) == (201, True)
        assert (event.end, event.lifted_on, event.back_pay) == (date(2026, 5, 10), date(2026, 5, 11), False)
        assert (again.status_code, again.json["code"]) == (409, "sanction.withdrawn")
        assert impose(casework, warned).status_code == 201

    def test_is_possible_after_it_was_lifted(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned).json["sanction_id"]
        path = f"/v1/dossiers/{warned}/sanctions/{sanction}"
        casework.post(f"{path}/lifting", {"lifted_on": "2026-05-15", "back_pay": False}, rights=REPORT)

        assert casework.post(f"{path}/withdrawal", {}, rights=REPORT).json["end"] == "2026-05-10"
