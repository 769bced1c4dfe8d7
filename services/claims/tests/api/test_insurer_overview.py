"""The insurer overview over HTTP (domain.md §6.5, report 2, and §7.4)."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims.tests.api.test_lists_of_claims import STAFF, fall_sick
from services.claims.tests.conftest import corrected, filed, half, state
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service
from shared.testing.statements import assert_same_number, count_statements

OWN: dict[str, Any] = {"rights": ("SICK_REPORTS", "EMPLOYEE_DATA")}
PERIOD = {"from": "2026-03-01", "to": "2026-04-30"}


def overview(claims: Service, status: int = 200, kind: str = "insurer_overview", query: Any = None, **who: Any) -> Any:
    """The overview of March and April 2026."""
    answer = claims.get(f"/v1/overviews/{kind}", query_string=PERIOD | (query or {}), **(who or OWN))
    assert answer.status_code == status, answer.text
    return answer.json


class TestInsurerOverview:
    @pytest.mark.requirement("R-147")
    def test_has_what_an_insurer_may_receive(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        insured.deliver(corrected(state(sequence=2, mutations=(half(date(2026, 4, 1)),))))
        insured.run_jobs(date(2026, 4, 21))

        (row,) = overview(insured)["items"]

        assert (row["policy_number"], row["absence_number"], row["first_sick_day"], row["wage_class"], row["waiting_until"]) == (
            "P-1", "V-1", "2026-03-02", "40000.00", "2026-03-15")
        assert (row["safety_net"], row["recourse"], row["sanction"]) == (False, False, False)
        assert [(one["effective_on"], one["recovered_pct"]) for one in row["mutations"]] == [("2026-04-01", "50")]
        assert [one["total"] for one in row["benefits"] if one["month"] == "2026-03"] == ["1920.00"]
        assert not {"name", "labour_conflict", "expected_days", "contact_phone"} & set(row)

    def test_takes_as_many_statements_for_many_cases(self, insured: Service) -> None:
        fall_sick(insured, 1)
        with count_statements(insured.database) as few:
            overview(insured)
        fall_sick(insured, *range(2, 12))
        with count_statements(insured.database) as many:
            assert len(overview(insured)["items"]) == 11

        assert_same_number(few, many)

    @pytest.mark.requirement("R-147", "R-148")
    @pytest.mark.parametrize(("kind", "query", "code"), [
        ("general_overview", {}, "overview.unknown"), ("insurer_overview", {"to": "2026-01-01"}, "period.invalid"),
        ("insurer_overview", {"from": "2020-01-01"}, "period.invalid")])
    def test_refuses_what_it_does_not_know(self, insured: Service, kind: str, query: dict[str, str], code: str) -> None:
        assert overview(insured, 422, kind, query)["code"] == code

    def test_of_the_insurer_is_of_one_employer(self, insured: Service) -> None:
        insured.deliver(filed(state()))

        assert overview(insured, 422, **STAFF)["code"] == "input.required"
        assert len(overview(insured, query={"employerId": EMPLOYER}, **STAFF)["items"]) == 1
        assert overview(insured, query={"employerId": OTHER_EMPLOYER}, **STAFF)["items"] == []

    def test_compares_with_the_period_before_and_the_year_before(self, insured: Service) -> None:
        fall_sick(insured, 1, 2)
        insured.run_jobs(date(2026, 4, 21))

        march = overview(insured, query={"to": "2026-03-31"})
        april = overview(insured, query={"from": "2026-04-01"})

        counts = {"cases": 2, "reports": 2, "recovered": 0, "safety_net": 0, "recourse": 2, "sanctions": 0}
        of_march = {"from": "2026-03-01", "to": "2026-03-31"} | counts | {"benefit": march["total"]["benefit"]}
        assert march["total"] == of_march
        assert Decimal(march["total"]["benefit"]) == sum(
            Decimal(one["total"]) for row in march["items"] for one in row["benefits"]) > 0
        assert (april["total"]["cases"], april["total"]["reports"], april["before"]["from"], april["before"]["to"]) == (
            2, 0, "2026-03-11", "2026-03-31")
        assert (april["before"]["cases"], april["year_before"]["cases"]) == (2, 0)
        assert (april["year_before"]["from"], april["year_before"]["to"]) == ("2025-04-01", "2025-04-21")
        assert (march["series"], april["series"]) == ([{"from": "2026-03-01", "count": 2}], [])

    def test_counts_the_rows_beyond_a_limit(self, insured: Service) -> None:
        fall_sick(insured, *range(1, 4))

        shown = overview(insured, query={"limit": "2"})

        assert (len(shown["items"]), shown["rows"]) == (2, 3)
