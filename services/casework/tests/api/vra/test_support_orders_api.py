"""The mandate, and claims' order to VRA with what is handed over."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.vra.vra_steps import CASEMANAGER, REPORTER, VRA, order, vra_case
from shared.access.hand_over import handed_over_fields
from shared.kernel.vocabulary import RecoveryBasis
from shared.testing.service import Service


class TestMandate:
    @pytest.mark.requirement("R-055")
    def test_comes_with_the_policy_in_force_without_another_step(self, casework: Service, sick: str) -> None:
        assert vra_case(casework, sick, REPORTER)["mandate_since"] == "2020-01-01"

    @pytest.mark.requirement("R-055")
    @pytest.mark.parametrize(("changes", "since"), [
        ({"valid_until": date(2026, 3, 1)}, None), ({"valid_until": date(2026, 3, 2)}, "2020-01-01"),
        ({"valid_from": date(2026, 3, 3)}, None)], ids=["ended", "on its last day", "begins tomorrow"])
    def test_is_not_there_without_a_policy_in_force(self, casework: Service, story: Any, sick: str, changes: dict[str, date],
                                                    since: str | None) -> None:
        story.policy(version=2, **changes)

        assert vra_case(casework, sick)["mandate_since"] == since


class TestOrder:
    @pytest.mark.requirement("R-057")
    def test_has_vra_as_principal_and_the_casemanager_as_executor(self, casework: Service, sick: str) -> None:
        before = vra_case(casework, sick)["order"]
        order(casework, sick)
        shown = vra_case(casework, sick)["order"]

        assert before is None
        assert (shown["principal"], shown["executor"]["role"], shown["issued_on"]) == ("insurer_vra", "casemanager", "2026-04-12")

    @pytest.mark.requirement("R-057")
    def test_is_executed_by_the_present_casemanager(self, casework: Service, story: Any, sick: str) -> None:
        order(casework, sick)
        casework.deliver(story.named("account-1", "Els Bos", "+31113274600"))

        assert vra_case(casework, sick)["order"]["executor"] == {
            "role": "casemanager", "name": "Els Bos", "phone": "+31113274600", "stands_in_until": None}

    @pytest.mark.requirement("R-065")
    def test_hands_over_what_is_on_the_list_and_nothing_else(self, casework: Service, story: Any, sick: str) -> None:
        story.mutate(sick, date(2026, 4, 6), pct="50", basis=RecoveryBasis.WAGE_VALUE)
        order(casework, sick)
        handed = vra_case(casework, sick, VRA)["order"]["handed_over"]

        assert set(handed) == set(handed_over_fields())
        assert (handed["employee_name"], handed["company_name"], handed["function"], handed["weekly_hours"]) == (
            "Anna de Vries", "Bakkerij De Korenaar", "Broodbakker", "40")
        assert (handed["first_sick_day"], handed["incapacity_pct"]) == ("2026-03-02", "50")
        assert handed["percentages"] == [{"effective_on": "2026-04-06", "recovered_pct": "50"}]
        assert [step["code"] for step in handed["milestones"]][:2] == ["M01", "M02"]

    @pytest.mark.requirement("R-065")
    def test_is_logged_with_the_fields_that_were_handed_over(self, casework: Service, sick: str) -> None:
        order(casework, sick)

        acts = casework.get(f"/v1/dossiers/{sick}/history", **CASEMANAGER).json["items"]
        assert [act["new"] for act in acts if act["subject"] == "support_order"] == [{"fields": list(handed_over_fields())}]

    def test_of_the_first_absence_is_that_of_the_whole_case(self, casework: Service, story: Any, sick: str) -> None:
        order(casework, sick)
        story.recover(sick, date(2026, 4, 20))
        story.sick("V-2026-000002", date(2026, 5, 4), composite=(sick, date(2026, 3, 2)))

        assert vra_case(casework, "V-2026-000002")["order"]["order_id"] == f"order-{sick}"
