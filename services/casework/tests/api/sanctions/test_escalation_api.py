"""Talks and warnings over HTTP, and what they need to lead to a sanction."""
from datetime import date
from typing import Any

import pytest

from services.casework.domain.sanctions.sanction import WarningRule
from services.casework.tests.api.sanctions.sanction_steps import MANAGER, REPORT, impose, override, talk, warn
from shared.testing.service import OTHER_EMPLOYER, Service


class TestEscalation:
    @pytest.mark.requirement("R-108")
    def test_begins_with_a_talk_before_the_warnings(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))
        warn(casework, sick, "2026-05-01", "2026-05-04")
        silent = impose(casework, sick)
        talk(casework, sick, "2026-05-02")
        late = impose(casework, sick)
        warn(casework, sick, "2026-05-06")
        complete = impose(casework, sick)

        assert [(each.status_code, each.json.get("code")) for each in (silent, late, complete)] == [
            (422, "sanction.talk_required"), (422, "sanction.insufficient_warnings"), (201, None)]

    @pytest.mark.requirement("R-109")
    def test_has_two_warnings_on_two_days(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))
        talk(casework, sick)
        answers = [impose(casework, sick)]
        for day in ("2026-05-01", "2026-05-01", "2026-05-02"):
            warn(casework, sick, day)
            answers.append(impose(casework, sick))

        assert [(each.status_code, each.json.get("code")) for each in answers] == [
            *[(422, "sanction.insufficient_warnings")] * 3, (201, None)]

    @pytest.mark.requirement("R-109")
    def test_is_cut_short_by_the_casemanager_with_a_reason_alone(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))

        employer = impose(casework, sick, override_reason="URGENT")
        without_reason = impose(casework, sick, rights=(), roles=MANAGER)
        overridden = override(casework, sick)

        assert [a.status_code for a in (employer, without_reason, overridden)] == [422, 422, 201]
        assert (overridden.json["warnings"], overridden.json["lacks_warnings"]) == (0, True)

    @pytest.mark.requirement("R-109")
    def test_only_says_that_warnings_are_missing_where_the_settings_advise(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))
        talk(casework, sick)
        object.__setattr__(casework.app.extensions["settings"], "warning_rule", WarningRule(at_least=3, blocks=False))

        few, shown = impose(casework, sick), casework.get(f"/v1/dossiers/{sick}/escalation", rights=REPORT)

        assert (few.status_code, few.json["lacks_warnings"]) == (201, True)
        assert shown.json["warnings_needed"] == 3

    def test_needs_new_warnings_for_another_sanction(self, casework: Service, warned: str) -> None:
        impose(casework, warned)
        casework.set_today(date(2026, 5, 25))

        used = impose(casework, warned, start="2026-05-25", end="2026-05-30")
        warn(casework, warned, "2026-05-21", "2026-05-22")
        warned_again = impose(casework, warned, start="2026-05-25", end="2026-05-30")

        assert (used.status_code, used.json["code"]) == (422, "sanction.insufficient_warnings")
        assert (warned_again.status_code, warned_again.json["warnings"]) == (201, 2)

    @pytest.mark.requirement("R-092")
    def test_on_a_refused_talk_has_the_refusal_and_a_warning(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))
        talk(casework, sick, "2026-04-29")
        answers = [override(casework, sick, ground="CONFLICT_TALK_REFUSED")]
        talk(casework, sick, "2026-05-02", refused=True)
        answers.append(override(casework, sick, ground="CONFLICT_TALK_REFUSED"))
        warn(casework, sick, "2026-05-04")
        answers.append(impose(casework, sick, ground="CONFLICT_TALK_REFUSED"))
        warn(casework, sick, "2026-05-05")
        answers.append(impose(casework, sick, ground="CONFLICT_TALK_REFUSED"))

        assert [(each.status_code, each.json.get("code")) for each in answers] == [
            (422, "sanction.refusal_required"), (422, "sanction.warning_required"), (422, "sanction.insufficient_warnings"),
            (201, None)]

    def test_is_shown_with_its_steps(self, casework: Service, warned: str) -> None:
        talk(casework, warned, "2026-05-05", refused=True)
        impose(casework, warned)

        shown = casework.get(f"/v1/dossiers/{warned}/escalation", rights=REPORT).json

        assert [(step["kind"], step["taken_on"]) for step in shown["steps"]] == [
            ("TALK", "2026-04-30"), ("TALK_REFUSED", "2026-05-05")]
        assert [row["given_on"] for row in shown["warnings"]] == ["2026-05-01", "2026-05-04"]
        assert [(row["status"], row["ground"], row["lacks_warnings"]) for row in shown["sanctions"]] == [
            ("IMPOSED", "NON_COOPERATION", False)]

    def test_shows_a_doctor_the_talks_only(self, casework: Service, warned: str, story: Any) -> None:
        story.staff("doctor-1", "company_doctor")

        shown = casework.get(f"/v1/dossiers/{warned}/escalation", roles=("company_doctor",), account_id="doctor-1").json

        assert set(shown) == {"version", "steps", "conflict", "tracks", "mediation_due_on", "verdicts"}


class TestAdvisedSanction:
    @pytest.mark.requirement("R-100")
    def test_that_is_not_imposed_endangers_the_employer(self, casework: Service, warned: str) -> None:
        def risk() -> list[list[str]]:
            shown = casework.get(f"/v1/dossiers/{warned}", rights=REPORT).json
            listed = casework.get("/v1/dossiers", rights=REPORT).json["items"]
            return [shown["flags"], *(row["flags"] for row in listed)]

        advice = casework.post(f"/v1/dossiers/{warned}/advices", {"kind": "SANCTION_ADVISED", "due_on": "2026-05-20"},
                               roles=MANAGER).json["advice_id"]
        given = risk()
        casework.set_today(date(2026, 5, 21))
        late = risk()
        casework.post(f"/v1/dossiers/{warned}/advices/{advice}/outcome",
                      {"outcome": "NOT_FOLLOWED", "reason_code": "DISAGREE"}, rights=REPORT)
        not_followed = risk()
        sanction = impose(casework, warned, start="2026-05-21", end=None).json["sanction_id"]
        imposed = risk()
        casework.post(f"/v1/dossiers/{warned}/sanctions/{sanction}/withdrawal", {}, rights=REPORT)

        flag = ["WAGE_SANCTION_RISK"]
        assert [given, late, not_followed, imposed, risk()] == [[[], []], [flag, flag], [flag, flag], [[], []], [flag, flag]]


class TestTalk:
    def test_takes_a_day_of_the_case_until_today(self, casework: Service, sick: str) -> None:
        answers = [talk(casework, sick, day) for day in ("2026-03-01", "2026-03-02", "2026-03-03")]

        assert [each.json.get("code") for each in answers] == ["case_day.before_sick_day", None, "case_day.future"]

    def test_takes_nothing_that_was_said(self, casework: Service, sick: str) -> None:
        body = {"held_on": "2026-03-02", "note": "was boos"}

        assert casework.post(f"/v1/dossiers/{sick}/talks", body, rights=REPORT).status_code == 422


class TestWarning:
    def test_takes_a_day_of_the_case_until_today(self, casework: Service, sick: str) -> None:
        answers = [casework.post(f"/v1/dossiers/{sick}/warnings", {"given_on": day}, rights=REPORT)
                   for day in ("2026-03-01", "2026-03-02", "2026-03-03")]

        assert [each.json.get("code") for each in answers] == ["case_day.before_sick_day", None, "case_day.future"]

    def test_takes_no_text(self, casework: Service, sick: str) -> None:
        body = {"given_on": "2026-03-02", "reason": "kwam niet opdagen"}

        assert casework.post(f"/v1/dossiers/{sick}/warnings", body, rights=REPORT).status_code == 422

    def test_hides_another_employers_dossier(self, casework: Service, sick: str) -> None:
        answer = casework.post(f"/v1/dossiers/{sick}/warnings", {"given_on": "2026-03-02"}, rights=REPORT,
                               employer_id=OTHER_EMPLOYER)

        assert answer.status_code == 404
