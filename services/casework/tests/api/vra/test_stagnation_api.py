"""Stagnation by rule and by hand: the daily jobs notify VRA, and each notice names its rule."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.vra.vra_steps import CASEMANAGER, DOCTOR, vra_case
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis
from shared.testing.service import Service


def rules(casework: Service, number: str) -> list[str]:
    """The rules of the notices of stagnation, without those of milestones."""
    notices = [one for one in vra_case(casework, number)["notices"] if one["kind"] == "STAGNATION"]
    assert {one["mode"] for one in notices} <= {"INFORM"}
    return [one["rule"] for one in notices if one["rule"] != "MILESTONE_OVERDUE"]


def complete(casework: Service, number: str, code: str, day: str, who: dict[str, Any]) -> None:
    """Complete a step."""
    answer = casework.post(f"/v1/dossiers/{number}/milestones/{code}/completions", {"completed_on": day}, **who)
    assert answer.status_code == 201, answer.text


class TestRule:
    @pytest.mark.requirement("R-059")
    @pytest.mark.parametrize(("through", "hit"), [
        (date(2026, 4, 13), []), (date(2026, 4, 14), ["NO_DOCTOR_CONTACT"]),
        (date(2026, 4, 27), ["NO_DOCTOR_CONTACT"]), (date(2026, 4, 28), ["NO_DOCTOR_CONTACT", "NO_ACTIVITY"]),
        (date(2026, 5, 25), ["NO_DOCTOR_CONTACT", "NO_ACTIVITY"]),
        (date(2026, 5, 26), ["NO_DOCTOR_CONTACT", "NO_ACTIVITY", "PERCENTAGE_UNCHANGED"])])
    def test_hits_once_on_the_day_after_its_days(self, casework: Service, sick: str, through: date, hit: list[str]) -> None:
        casework.run_jobs(through)

        assert rules(casework, sick) == hit

    @pytest.mark.requirement("R-059")
    @pytest.mark.parametrize(("through", "rule"), [(date(2026, 3, 20), []), (date(2026, 3, 21), ["MILESTONE_OVERDUE"])])
    def test_of_an_overdue_milestone_is_named_too(self, casework: Service, sick: str, through: date, rule: list[str]) -> None:
        casework.run_jobs(through)

        assert [one["rule"] for one in vra_case(casework, sick)["notices"]] == rule

    def test_waits_longer_after_a_contact_with_the_doctor(self, casework: Service, story: Any, sick: str) -> None:
        story.staff("doctor-1", "company_doctor")
        casework.run_jobs(date(2026, 4, 10))
        complete(casework, sick, "M03", "2026-04-10", DOCTOR)
        casework.run_jobs(date(2026, 5, 22))
        before = rules(casework, sick)
        casework.run_jobs(date(2026, 5, 23))

        assert (before, rules(casework, sick)) == ([], ["NO_DOCTOR_CONTACT"])

    def test_of_the_percentage_counts_from_its_last_change(self, casework: Service, story: Any, sick: str) -> None:
        story.mutate(sick, date(2026, 4, 20), pct="50", basis=RecoveryBasis.OWN_WORK_HOURS)
        casework.run_jobs(date(2026, 6, 15))

        assert "PERCENTAGE_UNCHANGED" not in rules(casework, sick)

    def test_does_not_hit_after_recovery_or_during_maternity_leave(self, casework: Service, story: Any, sick: str) -> None:
        other = story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram")
        story.recover(sick, date(2026, 4, 1))
        story.leave(LeaveKind.MATERNITY, date(2026, 4, 1), date(2026, 7, 21), employee_id="employee-bram")
        casework.run_jobs(date(2026, 4, 30))

        assert (rules(casework, sick), rules(casework, other)) == ([], [])


class TestByHand:
    @pytest.mark.requirement("R-059")
    def test_is_a_notice_of_the_casemanager_without_a_rule(self, casework: Service, sick: str) -> None:
        casework.post(f"/v1/dossiers/{sick}/vra-notices", {"kind": "STAGNATION", "mode": "INFORM"}, **CASEMANAGER)

        assert [(one["kind"], one["rule"], one["raised_by"]) for one in vra_case(casework, sick)["notices"]] == [
            ("STAGNATION", None, "account-1")]
