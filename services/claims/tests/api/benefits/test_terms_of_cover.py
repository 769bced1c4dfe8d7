"""Each term of cover that a policy version sets changes the benefit (domain.md §3.1, features.md CL1), by billing's events."""
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims.tests.conftest import corrected, employee, filed, policy, state
from shared.kernel.vocabulary import LateReportRule
from shared.testing.service import Service

READ = ("EMPLOYEE_DATA", "SICK_REPORTS")
SHIFT = LateReportRule.SHIFT_TO_REPORT_DATE


def totals(claims: Service) -> dict[str, str]:
    """The benefit of each month."""
    return {month["month"]: month["total"] for month in claims.get("/v1/benefits?absenceNumber=V-1", rights=READ).json["items"]}


def sick(claims: Service, reported_on: date = date(2026, 3, 2)) -> None:
    """Anna is sick from 2 March 2026; today is 1 November."""
    claims.set_today(date(2026, 11, 1))
    claims.deliver(employee(), filed(state(reported_on=reported_on)))


class TestTermsOfCover:
    @pytest.mark.parametrize(("terms", "august", "september"), [
        ({}, "3360.00", "3520.00"), ({"coverage_half2": Decimal(90)}, "3344.00", "3168.00"),
        ({"coverage_half4": Decimal(50)}, "3360.00", "3520.00")], ids=["by year", "second half", "fourth half"])
    def test_set_the_cover_of_each_half_year(self, claims: Service, terms: dict[str, Any], august: str, september: str) -> None:
        """D(183) is 31 August."""
        claims.deliver(policy(**terms))
        sick(claims)

        found = totals(claims)

        assert (found["2026-08"], found["2026-09"]) == (august, september)

    @pytest.mark.parametrize(("grace", "march"), [(3, "1280.00"), (4, "1920.00")], ids=["a day too late", "just in time"])
    def test_set_the_days_in_which_a_report_is_in_time(self, claims: Service, grace: int, march: str) -> None:
        """Reported on 6 March: the own risk begins on that day, or on 2 March within the days of grace."""
        claims.deliver(policy(late_report_rule=SHIFT, late_report_grace_days=grace))
        sick(claims, reported_on=date(2026, 3, 6))

        assert totals(claims)["2026-03"] == march

    @pytest.mark.parametrize(("covers", "months"), [(True, {"2026-05": "3360.00", "2026-06": "3520.00"}),
                                                    (False, {"2026-05": "1600.00"})], ids=["run-off", "no run-off"])
    def test_pay_a_running_case_after_the_end_of_the_policy_or_not(self, claims: Service, covers: bool,
                                                                   months: dict[str, str]) -> None:
        claims.deliver(replace(policy(run_off_cover=covers), valid_until=date(2026, 5, 14)))
        sick(claims)

        found = totals(claims)

        assert {month: total for month, total in found.items() if month in ("2026-05", "2026-06") and total != "0.00"} == months

    @pytest.mark.parametrize(("covers", "april"), [(True, "1920.00"), (False, None)], ids=["pre-existing", "not"])
    def test_pay_a_case_that_ran_when_the_policy_began_or_not(self, claims: Service, covers: bool, april: str | None) -> None:
        claims.deliver(replace(policy(pre_existing_cover=covers), valid_from=date(2026, 4, 1)))
        sick(claims)

        assert totals(claims).get("2026-04") == april

    def test_of_a_version_with_a_first_day_in_the_past_leave_a_case_that_runs(self, claims: Service) -> None:
        claims.deliver(policy())
        sick(claims)
        before = totals(claims)

        claims.deliver(replace(policy(version=2, coverage_year1=Decimal(50)), valid_from=date(2026, 1, 1),
                               applies_from=date(2026, 11, 1)))
        claims.deliver(corrected(state(sequence=2)))

        assert totals(claims) == before
