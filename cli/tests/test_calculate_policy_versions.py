"""`calculate benefits` with further versions of the policy and with all terms of cover (domain.md §3.1, §15.8)."""
from typing import Any

import pytest

from cli.casefile.reader import read_case
from cli.tests.test_calculate_case_files import case, fit, sick, totals
from shared.kernel.refusals import Refusal


def renewed(on: str, valid_from: str, **named: Any) -> dict[str, Any]:
    """A further version of the policy."""
    return {"on": on, "do": "renew_policy", "valid_from": valid_from} | named


class TestRenewal:
    def test_applies_to_cases_that_begin_from_its_first_day(self) -> None:
        ahead = renewed("2026-01-05", "2026-04-01", coverage_year1="70", waiting_period={"unit": "WORKDAYS", "value": 0})

        found = totals(case(ahead, sick("2026-03-02"), fit("2026-03-30"), sick("2026-05-04"), until="2026-05-31"))

        assert found == {"2026-03": "1600.00", "2026-05": "2240.00"}

    def test_never_applies_before_the_day_on_which_it_is_recorded(self) -> None:
        late = renewed("2026-03-09", "2026-01-01", coverage_year1="50")

        assert totals(case(sick("2026-03-02"), late, until="2026-03-31")) == {"2026-03": "1920.00"}

    def test_keeps_what_it_does_not_name(self) -> None:
        both = (renewed("2026-01-05", "2026-02-01", coverage_year1="90"),
                renewed("2026-01-06", "2026-03-01", employer_charges_pct="10"))

        assert totals(case(*both, sick("2026-03-02"), until="2026-03-31")) == {"2026-03": "1900.80"}

    @pytest.mark.parametrize(("named", "field"), [
        ({"coverage_year1": "100.01"}, "timeline[0].coverage_year1"), ({"valid_from": "9999-01-01"}, "timeline[0].valid_from"),
        ({"late_report_grace_days": 29}, "timeline[0].late_report_grace_days"), ({"rate": "1"}, "timeline[0].rate")])
    def test_with_a_key_that_cannot_be_is_refused_naming_it(self, named: dict[str, Any], field: str) -> None:
        line = case(renewed("2026-01-05", "2026-02-01") | named, until="2026-03-31")

        with pytest.raises(Refusal) as refused:
            read_case(line)
        assert field in str(vars(refused.value))


class TestTermsOfCover:
    @pytest.mark.parametrize(("terms", "month", "total"), [
        ({"coverage_half2": "90"}, "2026-08", "3344.00"), ({"coverage_half4": "90"}, "2026-08", "3360.00"),
        ({"late_report_rule": "SHIFT_TO_REPORT_DATE"}, "2026-03", "1280.00"),
        ({"late_report_rule": "SHIFT_TO_REPORT_DATE", "late_report_grace_days": 4}, "2026-03", "1920.00"),
        ({"valid_from": "2026-04-01", "pre_existing_cover": True}, "2026-04", "1920.00")])
    def test_change_the_benefit(self, terms: dict[str, Any], month: str, total: str) -> None:
        late = {"on": "2026-03-06", "do": "report_sick", "first_sick_day": "2026-03-02"}

        assert totals(case(late, until="2026-08-31", **terms))[month] == total
