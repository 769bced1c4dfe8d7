"""Placements over HTTP: secondment within the 104 weeks, wage value, advice, withdrawal."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.casework.tests.api.second_track.track_steps import EMPLOYER, act, code_of, place, start, tracks_of
from services.casework.tests.conftest import Story
from shared.events.casework import PlacementMade
from shared.testing.service import Service


@pytest.fixture
def track(casework: Service, sick: str) -> str:
    """The number of a dossier with a track that started on Monday 1 February 2027."""
    casework.set_today(date(2027, 2, 1))
    assert start(casework, sick, "2027-02-01").status_code == 201
    return sick


def breached_advices(casework: Service, number: str) -> list[str]:
    """The advices that count against the guarantee."""
    meter = casework.get(f"/v1/dossiers/{number}", **EMPLOYER).json["meter"]
    return [advice for condition in meter["conditions"] for advice in condition["advices"]]


class TestPlacement:
    @pytest.mark.requirement("R-121")
    @pytest.mark.parametrize(("durable", "takeover"), [(True, False), (False, True), (False, False)])
    def test_says_whether_it_lasts_and_whether_the_other_employer_takes_over(
            self, casework: Service, track: str, durable: bool, takeover: bool) -> None:
        assert place(casework, track, durable=None).status_code == 422
        assert place(casework, track, takeover_intention=None).status_code == 422

        assert place(casework, track, durable=durable, takeover_intention=takeover).status_code == 201

        shown = tracks_of(casework, track)[0]["placements"][0]
        assert (shown["durable"], shown["takeover_intention"]) == (durable, takeover)

    @pytest.mark.requirement("R-122")
    def test_is_a_secondment_to_the_728th_day_at_most_and_leaves_the_employment(self, casework: Service, story: Story,
                                                                                 track: str) -> None:
        refused = place(casework, track, end="2028-02-28", who=EMPLOYER)
        placed = place(casework, track, end="2028-02-27", who=EMPLOYER)

        assert code_of(refused) == (422, "secondment.after_term")
        assert placed.status_code == 201
        assert casework.get(f"/v1/dossiers/{track}/second-tracks", **EMPLOYER).json["last_day"] == "2028-02-27"
        assert casework.get(f"/v1/dossiers/{track}", **EMPLOYER).json["status"] == "OPEN"
        assert tracks_of(casework, track)[0]["warnings"] == []
        story.correct(track, end_of_service=date(2027, 6, 30))
        assert tracks_of(casework, track)[0]["warnings"] == ["EMPLOYMENT_ENDS"]

    @pytest.mark.requirement("R-123")
    @pytest.mark.parametrize(("value", "code"), [
        (None, "wage_value.required"), ("0.00", "wage_value.required"), ("-1", "input.range")])
    def test_needs_the_monthly_amount_that_is_invoiced(self, casework: Service, track: str, value: str | None,
                                                       code: str) -> None:
        answer = place(casework, track, wage_value_month=value, who=EMPLOYER)

        assert answer.status_code == 422
        assert code in answer.text
        assert tracks_of(casework, track)[0]["placements"] == []
        assert place(casework, track, wage_value_month="0.01", who=EMPLOYER).status_code == 201

    @pytest.mark.parametrize(("body", "code"), [
        ({"end": "2027-03-31"}, "secondment.end_before_start"), ({"start": "2027-01-31"}, "secondment.before_track"),
        ({"contract_wage_month": None}, "wage_value.contract_wage_required")])
    def test_is_refused_for_other_wrong_input(self, casework: Service, track: str, body: Any, code: str) -> None:
        assert code_of(place(casework, track, **body)) == (422, code)

    def test_is_one_at_a_time(self, casework: Service, track: str) -> None:
        place(casework, track, end="2027-12-31")

        assert code_of(place(casework, track, start="2027-12-31")) == (422, "secondment.overlaps")
        assert place(casework, track, start="2028-01-01").status_code == 201

    @pytest.mark.parametrize(("value", "pct"), [("1440.00", "40.00"), ("1199.99", "33.33"), ("3600.00", "100.00"),
                                                ("4000.00", "100.00")])
    def test_is_published_with_the_partial_recovery_to_report(self, casework: Service, track: str, value: str, pct: str) -> None:
        place(casework, track, wage_value_month=value)

        made = casework.published(PlacementMade)[0]
        assert (made.absence_number, made.start, made.secondment_end) == (track, date(2027, 4, 1), date(2028, 2, 27))
        assert (made.recovered_pct, made.wage_value_month, made.withdrawn) == (Decimal(pct), Decimal(value), False)

    @pytest.mark.requirement("R-126")
    def test_comes_with_the_advice_to_ask_for_an_expert_opinion(self, casework: Service, track: str) -> None:
        place(casework, track, end="2027-12-31")
        place(casework, track, start="2028-01-01")

        shown = casework.get(f"/v1/dossiers/{track}", **EMPLOYER).json
        assert [(advice["kind"], advice["outcome"]) for advice in shown["advices"]] == [("EXPERT_OPINION_ADVICE", "OPEN")]
        casework.set_today(date(2027, 6, 1))
        assert breached_advices(casework, track) == []


class TestWithdrawal:
    def test_is_published_and_happens_once(self, casework: Service, track: str) -> None:
        placed = place(casework, track).json["tracks"][0]["placements"][0]
        path = f"placements/{placed['placement_id']}/withdrawal"

        withdrawn = act(casework, track, path, who=EMPLOYER)

        assert withdrawn.status_code == 200
        assert tracks_of(casework, track)[0]["placements"][0]["withdrawn_on"] == "2027-02-01"
        assert [event.withdrawn for event in casework.published(PlacementMade)] == [False, True]
        assert code_of(act(casework, track, path)) == (409, "placement.withdrawn")
        assert code_of(act(casework, track, "placements/none/withdrawal")) == (404, "placement.not_found")
        assert place(casework, track).status_code == 201


class TestWageValue:
    def test_is_shown_to_those_who_assess_it(self, casework: Service, track: str) -> None:
        place(casework, track)

        def shown(**who: Any) -> bool:
            return "wage_value_month" in tracks_of(casework, track, **who)[0]["placements"][0]

        assert shown(**EMPLOYER)
        assert not shown(roles=("absence_consultant",), account_id="consultant-1")
