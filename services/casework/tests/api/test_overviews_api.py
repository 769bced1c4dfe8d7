"""The overviews of casework over HTTP (domain.md §6.5)."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shared.events.absence import EmployeeUpserted, Person, WageSegment
from shared.kernel.vocabulary import RecoveryBasis
from shared.testing.service import EMPLOYER, MONDAY, OTHER_EMPLOYER, Service
from shared.testing.statements import assert_same_number, count_statements

REPORT = ("SICK_REPORTS",)
PERIOD = {"from": "2026-01-01", "to": "2026-03-31"}


def get(casework: Service, kind: str, status: int = 200, **query: str) -> Any:
    """An overview of the first quarter of 2026."""
    answer = casework.get(f"/v1/overviews/{kind}", rights=REPORT, query_string=PERIOD | query)
    assert answer.status_code == status, answer.text
    return answer.json


def hire(story: Any, name: str, department: str | None) -> None:
    """An employee of a department in service since 2020."""
    wage = WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal("38500.00"), contract_hours=Decimal(40))
    story.casework.deliver(EmployeeUpserted(
        employee_id=name, employer_id=EMPLOYER, policy_number=f"P-{EMPLOYER}", version=1, employee_number=name,
        employed_from=date(2020, 1, 1), wages=(wage,), department=department,
        person=Person(first_name=name, last_name="Bakker", birth_date=date(1988, 5, 4))))


@pytest.fixture
def quarter(casework: Service, story: Any) -> Any:
    """Anna was sick 5 to 11 January and since 2 March, half since 16 March; Bram is well; today is 31 March 2026."""
    casework.set_today(date(2026, 3, 31))
    story.sick("V-2026-000001", date(2026, 1, 5))
    story.recover("V-2026-000001", date(2026, 1, 12))
    story.sick("V-2026-000002", date(2026, 3, 2))
    story.mutate("V-2026-000002", date(2026, 3, 16), pct="50", basis=RecoveryBasis.OWN_WORK_HOURS)
    return story


class TestGeneralOverview:
    @pytest.mark.requirement("R-146")
    def test_has_a_row_for_each_case_that_touches_the_period(self, casework: Service, quarter: Any) -> None:
        shown = get(casework, "general_overview")

        keys = ("absence_number", "employee", "first_sick_day", "recovered_on", "days", "days_in_period", "recovered_pct",
                "status", "duration_class")
        assert [tuple(row[key] for key in keys) for row in shown["items"]] == [
            ("V-2026-000001", "Anna de Vries", "2026-01-05", "2026-01-12", 7, 7, "100", "RECOVERED", "short"),
            ("V-2026-000002", "Anna de Vries", "2026-03-02", None, 30, 30, "50", "PARTIALLY_RECOVERED", "medium")]
        # (7 + 14 + 16 × 0.5) / (2 × 90)
        assert (shown["total"]["VP"], shown["total"]["GVD"], shown["calculated_on"]) == ("16.11", "7.00", "2026-03-31")

    def test_counts_days_before_the_period_in_the_total_alone(self, casework: Service, quarter: Any) -> None:
        (row,) = get(casework, "general_overview", **{"from": "2026-03-10", "to": "2026-03-12"})["items"]

        assert (row["days"], row["days_in_period"], row["recovered_pct"]) == (11, 3, "0")

    def test_compares_with_the_period_before_and_the_year_before(self, casework: Service, quarter: Any) -> None:
        shown = get(casework, "general_overview", **{"from": "2026-02-01", "to": "2026-02-28"})

        assert (shown["before"]["from"], shown["before"]["to"], shown["before"]["VP"]) == ("2026-01-01", "2026-01-31", "11.29")
        assert (shown["year_before"]["from"], shown["year_before"]["to"]) == ("2025-02-01", "2025-02-28")

    def test_has_the_figures_of_each_month(self, casework: Service, quarter: Any) -> None:
        assert [(one["from"], one["VP"]) for one in get(casework, "general_overview")["series"]] == [
            ("2026-01-01", "11.29"), ("2026-02-01", "0.00"), ("2026-03-01", "35.48")]


class TestLimitedOverview:
    def test_counts_the_rows_beyond_the_limit(self, casework: Service, quarter: Any) -> None:
        cases, people = (get(casework, kind, limit="1") for kind in ("general_overview", "per_employee_overview"))

        assert ([row["absence_number"] for row in cases["items"]], cases["rows"]) == (["V-2026-000001"], 2)
        everybody = get(casework, "per_employee_overview")["employees"]
        assert (people["employees"], people["rows"]) == (everybody[:1], len(everybody))


class TestOverviewPerEmployee:
    @pytest.mark.requirement("R-147")
    def test_lists_everybody_with_reports_days_and_frequency(self, casework: Service, quarter: Any) -> None:
        quarter.sick("V-2026-000003", date(2026, 2, 2))
        quarter.recover("V-2026-000003", date(2026, 2, 3))

        shown = {row["employee"]: row for row in get(casework, "per_employee_overview")["employees"]}

        anna, bram = shown["Anna de Vries"], shown["Anna Brouwer"]
        assert (anna["absence_numbers"], anna["reports"], anna["days"], anna["weighted_days"], anna["reports_12_months"],
                anna["is_frequent_reporter"]) == (["V-2026-000001", "V-2026-000003", "V-2026-000002"], 3, 38, "30", 3, True)
        assert (bram["absence_numbers"], bram["days"], bram["is_frequent_reporter"]) == ([], 0, False)

    def test_costs_the_same_number_of_statements_for_many(self, casework: Service, quarter: Any) -> None:
        with count_statements(casework.database) as few:
            get(casework, "per_employee_overview")
        for number in range(12):
            hire(quarter, f"e-{number}", None)
        with count_statements(casework.database) as many:
            assert len(get(casework, "per_employee_overview")["employees"]) == 14

        assert_same_number(few, many)


class TestStatistics:
    @pytest.mark.requirement("R-147")
    def test_hide_departments_below_ten_and_what_would_reveal_them(self, casework: Service, quarter: Any) -> None:
        for department, size in (("Bakkerij", 12), ("Winkel", 10), ("Kantoor", 3)):
            for number in range(size):
                hire(quarter, f"{department}-{number}", department)
        quarter.sick("V-2026-000010", date(2026, 3, 1), employee_id="Bakkerij-0")

        groups = {one["name"]: one for one in get(casework, "absence_statistics")["groups"]}

        assert {name: one["size"] for name, one in groups.items()} == {"Bakkerij": 12, "Winkel": 10, "Kantoor": 3}
        assert groups["Kantoor"]["figures"] is None
        assert groups["Winkel"]["figures"] is None
        assert groups["Bakkerij"]["figures"]["VP"] == "2.87"  # 31 / (12 × 90)


class TestManagementReport:
    @pytest.mark.requirement("R-147")
    def test_counts_what_runs_what_is_late_and_what_was_done_on_time(self, casework: Service, quarter: Any) -> None:
        casework.set_today(date(2026, 8, 1))

        shown = get(casework, "management_report", **{"from": "2026-05-01", "to": "2026-07-31"})

        assert shown["counts"]["running"] == 1
        assert {"absence_number": "V-2026-000002", "code": "M03", "due_on": "2026-04-12"} in shown["counts"]["overdue"]
        assert [row["absence_number"] for row in shown["items"]] == ["V-2026-000002"]
        assert len(shown["series"]) == 12


class TestEveryOverview:
    @pytest.mark.requirement("R-147")
    @pytest.mark.parametrize("kind", ["mutation", "insurer_overview", "x"])
    def test_is_of_a_known_kind(self, casework: Service, story: Any, kind: str) -> None:
        assert get(casework, kind, 422)["code"] == "overview.unknown"

    @pytest.mark.requirement("R-148")
    @pytest.mark.parametrize("query", [{"from": "2026-02-01", "to": "2026-01-01"}, {"from": "2020-01-01", "to": "2026-01-01"}])
    def test_has_a_period_of_five_years_at_most(self, casework: Service, story: Any, query: dict[str, str]) -> None:
        assert get(casework, "general_overview", 422, **query)["code"] == "period.invalid"

    def test_ends_today_with_a_notice(self, casework: Service, story: Any) -> None:
        shown = get(casework, "general_overview", **{"from": "2026-03-01", "to": "2026-12-31"})

        assert (shown["total"]["to"], shown["notice"] is not None) == (MONDAY.isoformat(), True)

    def test_shows_nobody_of_another_employer(self, casework: Service, quarter: Any) -> None:
        answer = casework.get("/v1/overviews/general_overview", rights=REPORT, query_string=PERIOD, employer_id=OTHER_EMPLOYER)

        assert [row["absence_number"] for row in answer.json["items"]] == ["V-2026-000900"]

    def test_of_staff_is_of_an_employer_that_is_assigned_to_them(self, casework: Service, quarter: Any) -> None:
        who: dict[str, Any] = {"roles": ("casemanager",), "employer_id": None}

        answers = [casework.get("/v1/overviews/general_overview", query_string=PERIOD | {"employerId": EMPLOYER},
                                account_id=account, **who).status_code for account in ("account-1", "account-9")]

        assert answers[0] == 200
        assert answers[1] in (403, 404)
        assert casework.get("/v1/overviews/general_overview", query_string=PERIOD, **who).status_code == 422
