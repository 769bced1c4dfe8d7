"""A case file is read completely or refused with file, key and reason."""
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.calculations.benefits import calculate_benefits_of_case
from cli.casefile.files import read_case_file
from cli.casefile.reader import read_case
from cli.endings import WrongInput
from shared.kernel.refusals import Refusal, Several

EXAMPLE: dict[str, Any] = {
    "name": "B-04",
    "policy": {"waiting_period": {"unit": "WORKDAYS", "value": 10}, "coverage_year1": "100", "coverage_year2": "70",
               "employer_charges_pct": "0", "day_divisor": 261, "max_insured_wage": "79409.00", "end_age": "AOW",
               "vangnet_rule": "OFFSET", "late_report_rule": "NONE", "valid_from": "2020-01-01",
               "premium_rate_pct": "3.85", "premium_instalments": 12, "arbo_tariff_incl_vat": "139.15", "arbo_period": "YEAR"},
    "employees": [{"key": "anna", "annual_wage": "38500.00", "contract_hours": "40", "birth_date": "1988-05-04",
                   "employed_from": "2020-01-01"}],
    "timeline": [
        {"on": "2026-03-02", "do": "report_sick", "employee": "anna", "first_sick_day": "2026-03-02"},
        {"on": "2026-06-15", "do": "report_partial_recovery", "employee": "anna", "from": "2026-06-15",
         "basis": "OWN_WORK_HOURS", "recovered_pct": "50"},
    ],
    "until": "2026-07-31",
}


def example(**changes: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(EXAMPLE)), **changes}


def with_entry(**entry: Any) -> dict[str, Any]:
    return example(timeline=[*EXAMPLE["timeline"], {"on": "2026-07-01", **entry}])


def fields(refusal: Refusal) -> list[str | None]:
    """The keys that a refusal names."""
    return [each.field for each in refusal.refusals] if isinstance(refusal, Several) else [refusal.field]


class TestReadCase:
    def test_reads_the_example_of_the_specification(self) -> None:
        case = read_case(example())

        assert case.name == "B-04"
        assert case.first_day == date(2026, 3, 2)
        assert case.until == date(2026, 7, 31)
        assert case.policy["waiting_period"] == {"unit": "WORKDAYS", "value": 10}
        assert case.employees[0]["annual_wage"] == Decimal("38500.00")
        assert case.timeline[1].values["recovered_pct"] == Decimal(50)
        assert case.timeline[1].sent == {"from": "2026-06-15", "basis": "OWN_WORK_HOURS", "recovered_pct": "50"}

    def test_lets_every_key_of_the_policy_be_left_out(self) -> None:
        case = read_case(example(policy={}))

        assert case.policy == {}
        assert (case.terms[0].day_divisor, case.terms[0].max_insured_wage) == (261, Decimal("79409.00"))

    def test_plays_entries_in_order_of_their_day_and_keeps_their_index(self) -> None:
        case = read_case(example(timeline=list(reversed(EXAMPLE["timeline"]))))

        assert [(entry.index, entry.do) for entry in case.timeline] == [(1, "report_sick"), (0, "report_partial_recovery")]

    def test_leaves_out_what_is_recorded_after_the_last_day(self) -> None:
        case = read_case(example(until="2026-06-14"))

        assert [entry.do for entry in case.timeline] == ["report_sick"]

    def test_takes_a_correction_with_the_keys_of_the_entry_it_corrects(self) -> None:
        case = read_case(with_entry(do="correct", of=1, recovered_pct="40"))

        assert case.timeline[2].sent == {"of": 1, "recovered_pct": "40"}

    def test_takes_an_employee_who_joins_later(self) -> None:
        case = read_case(with_entry(do="add_employee", key="bob", annual_wage="30000.00"))

        assert case.timeline[2].values["key"] == "bob"

    @pytest.mark.parametrize(("changes", "field"), [
        ({"until": "2026-02-30"}, "until"),
        ({"until": None}, "until"),
        ({"name": 7}, "name"),
        ({"extra": 1}, "extra"),
        ({"employees": {}}, "employees"),
        ({"employees": [{"key": "anna", "annual_wage": 38500}]}, "employees[0].annual_wage"),
        ({"employees": [{"key": "anna"}]}, "employees[0].annual_wage"),
        ({"employees": [{"key": " anna", "annual_wage": "1000.00"}]}, "employees[0].key"),
        ({"employees": EXAMPLE["employees"] * 2}, "employees[1].key"),
        ({"policy": {"coverage_year1": "100.5"}}, "policy.coverage_year1"),
        ({"policy": {"coverage": "100"}}, "policy.coverage"),
        ({"policy": {"waiting_period": 10}}, "policy.waiting_period"),
        ({"policy": {"premium_instalments": 3}}, "policy.premium_instalments"),
        ({"policy": {"day_divisor": 365}}, "policy.day_divisor"),
        ({"policy": {"arbo_period": "WEEK"}}, "policy.arbo_period"),
        ({"policy": {"end_age": "NEVER"}}, "policy.end_age"),
        ({"policy": None}, "policy"),
        ({"policy": {"max_insured_wage": "999.99"}}, "policy.max_insured_wage"),
        ({"policy": {"coverage_year2": "70.005"}}, "policy.coverage_year2"),
        ({"policy": {"waiting_period": {"unit": "WORKDAYS", "value": 729}}}, "policy.waiting_period.value"),
        ({"policy": {"arbo_tariff_incl_vat": "10000.01"}}, "policy.arbo_tariff_incl_vat"),
        ({"policy": {"end_age": 54}}, "policy.end_age"),
        ({"policy": {"valid_from": "1989-12-31"}}, "policy.valid_from"),
        ({"employees": [{"key": "anna", "annual_wage": "1000000.01"}]}, "employees[0].annual_wage"),
        ({"employees": [EXAMPLE["employees"][0] | {"contract_hours": "60.01"}]}, "employees[0].contract_hours"),
        ({"employees": [EXAMPLE["employees"][0] | {"contract_hours": 0}]}, "employees[0].contract_hours"),
        ({"employees": [EXAMPLE["employees"][0] | {"birth_date": "2013-03-03"}]}, "employees[0].birth_date"),
        ({"employees": [EXAMPLE["employees"][0] | {"employed_from": "1939-12-31"}]}, "employees[0].employed_from"),
    ])
    def test_names_the_key_that_is_wrong_for_demo_and_calculate_alike(self, changes: dict[str, Any], field: str) -> None:
        for reader in (read_case, calculate_benefits_of_case):
            with pytest.raises(Refusal) as refusal:
                reader(example(**changes))

            assert field in fields(refusal.value)

    @pytest.mark.parametrize(("entry", "field"), [
        ({"do": "dance", "employee": "anna"}, "timeline[2].do"),
        ({"do": "report_recovery", "employee": "bob", "first_fit_day": "2026-07-01"}, "timeline[2].employee"),
        ({"do": "report_recovery", "employee": "anna"}, "timeline[2].first_fit_day"),
        ({"do": "report_recovery", "employee": "anna", "first_fit_day": "2026-07-01", "why": "flu"}, "timeline[2].why"),
        ({"do": "report_wage_sanction", "employee": "anna", "decision_on": "2026-07-01", "received_on": "2026-07-01",
          "weeks": 53}, "timeline[2].weeks"),
        ({"do": "correct", "of": 7, "recovered_pct": "40"}, "timeline[2].of"),
        ({"do": "correct", "of": 2, "recovered_pct": "40"}, "timeline[2].of"),
        ({"do": "correct", "of": 1}, "timeline[2]"),
        ({"do": "correct", "of": 1, "first_fit_day": "2026-07-01"}, "timeline[2].first_fit_day"),
        ({"do": "cancel_report", "of": 1}, "timeline[2].of"),
        ({"do": "correct", "of": 0, "first_sick_day": "1989-12-31"}, "timeline[2].first_sick_day"),
        ({"do": "set_wage", "employee": "anna", "from": "2028-07-02", "annual_wage": "38500.00"}, "timeline[2].from"),
        ({"do": "set_safety_net", "employee": "anna", "from": "2026-07-01", "zw_benefit_daily": "1000.01"},
         "timeline[2].zw_benefit_daily"),
        ({"do": "report_partial_recovery", "employee": "anna", "from": "2026-07-01", "basis": "WAGE_VALUE",
          "wage_value_month": "0.00"}, "timeline[2].wage_value_month"),
        ({"do": "submit_january_data", "wages": {"zoe": "1000.00"}}, "timeline[2].employee"),
        ({"do": "dispute_invoice", "kind": "GIFT", "reason": "x"}, "timeline[2].kind"),
        ({"do": "credit_invoice", "kind": "ARBO", "nth": 0, "reason": "x"}, "timeline[2].nth"),
        ({"do": "add_employee", "key": "anna", "annual_wage": "1000.00"}, "timeline[2].key"),
        ({"do": "answer_advice", "employee": "anna", "of": "a1", "outcome": "FOLLOWED"}, "timeline[2].of"),
        ({"do": "give_advice", "employee": "anna", "key": "a1", "kind": "SLEEP", "due_on": "2026-07-08"}, "timeline[2].kind"),
        ({"do": "propose_activity", "employee": "anna", "key": "p1", "kind": "SOCIAL_WORK", "goal": "OTHER", "cost": "900.00",
          "consulted": ["neighbour"], "starts_on": "2026-07-08"}, "timeline[2].consulted[0]"),
        ({"do": "approve_activity", "employee": "anna", "activity": "p1", "by": "employer"}, "timeline[2].by"),
        ({"do": "declare", "employee": "anna", "key": "d1", "activity": "p1", "supplier": "s", "invoice_number": "1",
          "total": 900, "received_on": "2026-07-08"}, "timeline[2].total"),
    ])
    def test_names_what_is_wrong_in_an_entry(self, entry: dict[str, Any], field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            read_case(with_entry(**entry))

        assert field in fields(refusal.value)


class TestReadCaseFile:
    def test_reads_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "case.json"
        path.write_text(json.dumps(EXAMPLE))

        assert read_case_file(path).name == "B-04"

    def test_names_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(WrongInput, match=r"none\.json: cannot be read") as refusal:
            read_case_file(tmp_path / "none.json")

        assert refusal.value.exit_code == 2

    @pytest.mark.parametrize("content", ["{", "[" * 100_000, '"é'.encode("latin-1").decode("latin-1") + "x"])
    def test_names_a_file_that_is_no_json(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "case.json"
        path.write_text(content)

        with pytest.raises(WrongInput, match=r"case\.json: is no JSON"):
            read_case_file(path)

    def test_puts_file_key_and_reason_in_one_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "case.json"
        path.write_text(json.dumps(example(until="soon")))

        with pytest.raises(WrongInput, match=r"case\.json: until: expected an existing date as yyyy-mm-dd"):
            read_case_file(path)
