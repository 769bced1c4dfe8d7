"""Employers who bear the risk of ZW or WGA themselves: the plan, the advice and the register of employees who left sick."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.conftest import Story
from shared.testing.service import OTHER_EMPLOYER, Service

REPORT, DATA = ("SICK_REPORTS",), ("EMPLOYEE_DATA",)
LAST_DAY = date(2026, 5, 12)
LONG = "V-2026-000001"


def bear(casework: Service, *, zw: bool = True, wga: bool = False, **who: Any) -> Any:
    """Say which risks the employer bears."""
    return casework.request("PUT", "/v1/own-risk", json={"zw": zw, "wga": wga}, **(who or {"rights": DATA}))


def register(casework: Service, **who: Any) -> Any:
    """The register as the employer sees it."""
    return casework.get("/v1/ex-employees", **(who or {"rights": REPORT})).json["items"]


def follow(casework: Service, number: str = LONG, **body: Any) -> Any:
    """A contact on 1 June 2026 unless said otherwise."""
    values = {"followed_on": "2026-06-01", "situation": "SICK"} | body
    return casework.post(f"/v1/ex-employees/{number}/follow-ups", values, rights=REPORT)


def dossier(casework: Service, number: str = LONG) -> Any:
    """The dossier as the employer sees it."""
    return casework.get(f"/v1/dossiers/{number}", rights=REPORT).json


def steps(casework: Service) -> dict[str, str]:
    """The dates of the steps for leavers."""
    wanted = ("M23", "RIV_LEAVER_SHORT", "RIV_LEAVER_FULL", "FINAL_EVAL_LEAVER", "FINAL_EVAL_LEAVER_DOCTOR")
    return {step["code"]: step["due_on"] for step in dossier(casework)["plan"] if step["code"] in wanted}


def following(casework: Service) -> list[Any]:
    """The advices to follow the ex-employee."""
    return [advice for advice in dossier(casework)["advices"] if advice["kind"] == "FOLLOW_EX_EMPLOYEE"]


@pytest.fixture
def left(casework: Service, story: Story, sick: str) -> str:
    """An absence from 2 March 2026 whose employee left on sick day 72."""
    casework.set_today(date(2026, 5, 13))
    story.leave_service(sick, LAST_DAY)
    return sick


class TestDuties:
    @pytest.mark.requirement("R-155", "R-156", "R-157")
    def test_of_an_insured_employer_are_due_on_the_last_day(self, casework: Service, left: str) -> None:
        assert steps(casework) == dict.fromkeys(
            ("M23", "RIV_LEAVER_FULL", "FINAL_EVAL_LEAVER", "FINAL_EVAL_LEAVER_DOCTOR"), "2026-05-12")

    @pytest.mark.requirement("R-159")
    def test_of_who_bears_the_zw_are_later_and_without_a_report(self, casework: Service, left: str) -> None:
        bear(casework)

        assert steps(casework) == {"M23": "2026-06-23", "FINAL_EVAL_LEAVER": "2026-05-12",
                                   "FINAL_EVAL_LEAVER_DOCTOR": "2026-05-12"}
        assert next(step["status"] for step in dossier(casework)["plan"] if step["code"] == "M23") == "PLANNED"

    def test_of_who_bears_only_the_wga_stay(self, casework: Service, left: str) -> None:
        bear(casework, zw=False, wga=True)

        assert steps(casework)["M23"] == "2026-05-12"
        assert "RIV_LEAVER_FULL" in steps(casework)

    @pytest.mark.parametrize(("last_day", "expected"), [
        (date(2026, 5, 10), {"M23", "RIV_LEAVER_SHORT"}),
        (date(2026, 5, 11), {"M23", "RIV_LEAVER_FULL", "FINAL_EVAL_LEAVER", "FINAL_EVAL_LEAVER_DOCTOR"}),
        (date(2026, 4, 12), {"M23"}), (date(2026, 4, 13), {"M23", "RIV_LEAVER_SHORT"})],
        ids=["70 days", "71 days", "42 days", "43 days"])
    @pytest.mark.requirement("R-156", "R-157")
    def test_follow_the_number_of_sick_days_at_the_end(self, casework: Service, story: Story, sick: str, last_day: date,
                                                       expected: set[str]) -> None:
        story.leave_service(sick, last_day)

        assert set(steps(casework)) == expected


class TestAdvice:
    @pytest.mark.requirement("R-159")
    @pytest.mark.parametrize("first", ["risk", "departure"])
    def test_to_follow_is_given_once_whatever_comes_first(self, casework: Service, story: Story, sick: str, first: str) -> None:
        casework.set_today(date(2026, 5, 13))
        acts = [lambda: bear(casework, wga=True), lambda: story.leave_service(sick, LAST_DAY)]
        for act in acts if first == "risk" else reversed(acts):
            act()
        bear(casework)

        (advice,) = following(casework)
        assert (advice["due_on"], advice["outcome"]) == ("2026-06-23", "OPEN")

    def test_is_not_given_to_an_insured_employer(self, casework: Service, left: str) -> None:
        assert following(casework) == []

    def test_is_taken_back_when_the_departure_is(self, casework: Service, story: Story, left: str) -> None:
        bear(casework)
        story.correct(left, status="REPORTED", end_of_service=None)

        assert (following(casework), register(casework)) == ([], [])


class TestRegister:
    @pytest.mark.requirement("R-159")
    def test_lists_who_left_sick_with_terms_and_contacts(self, casework: Service, story: Story, left: str) -> None:
        story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram")
        assert register(casework) == []
        bear(casework)
        casework.set_today(date(2026, 6, 2))

        answer = follow(casework, situation="PARTLY_FIT", next_on="2026-07-01")

        assert answer.status_code == 201, answer.text
        (one,) = register(casework)
        assert (one["employee_name"], one["last_day"], one["sick_days"], one["ends_on"], one["keep_until"]) == (
            "Anna de Vries", "2026-05-12", 72, "2028-02-27", "2031-05-12")
        assert [(c["followed_on"], c["situation"], c["next_on"]) for c in one["follow_ups"]] == [
            ("2026-06-01", "PARTLY_FIT", "2026-07-01")]

    @pytest.mark.parametrize(("change", "code", "field"), [
        ({"followed_on": "2026-05-12"}, "follow_up.outside", "followed_on"),
        ({"followed_on": "2026-06-03"}, "follow_up.in_future", "followed_on"),
        ({"next_on": "2026-06-01"}, "follow_up.next_too_early", "next_on"),
        ({"situation": "GRIEP"}, "input.invalid", "situation"), ({"followed_on": "9999-01-01"}, "input.invalid", "followed_on"),
        ({"note": "griep"}, "input.invalid", "note")])
    def test_refuses_a_contact_on_impossible_days_or_with_more(self, casework: Service, left: str, change: Any, code: str,
                                                               field: str) -> None:
        bear(casework)
        casework.set_today(date(2026, 6, 2))

        answer = follow(casework, **change)

        assert (answer.status_code, answer.json["code"], answer.json["errors"][0]["field"]) == (422, code, field)

    def test_refuses_a_contact_with_who_did_not_leave_sick_or_without_a_risk(self, casework: Service, story: Story,
                                                                            left: str) -> None:
        story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram")
        casework.set_today(date(2026, 6, 2))
        without = follow(casework)
        bear(casework)

        assert (without.status_code, without.json["code"]) == (409, "own_risk.not_borne")
        assert follow(casework, "V-2026-000002").json["code"] == "follow_up.not_left"
        assert follow(casework, "V-2026-000900").status_code == 404

    def test_is_for_the_own_employer_and_these_rights(self, casework: Service, left: str) -> None:
        bear(casework)
        other = {"rights": REPORT, "employer_id": OTHER_EMPLOYER}

        assert register(casework, **other) == []
        assert casework.get("/v1/ex-employees", rights=DATA).status_code == 403
        assert casework.get("/v1/ex-employees", roles=("insurer_claims",)).status_code == 403
        assert bear(casework, rights=REPORT).status_code == 403
        assert casework.get("/v1/own-risk", **other).json == {"zw": False, "wga": False}

    def test_is_forgotten_after_the_term_of_the_file(self, casework: Service, left: str) -> None:
        bear(casework)
        casework.set_today(date(2031, 5, 12))
        last = len(register(casework))
        casework.set_today(date(2031, 5, 13))

        assert (last, len(register(casework))) == (1, 0)
        bear(casework, wga=True)
        assert register(casework)[0]["keep_until"] == "2036-05-12"
