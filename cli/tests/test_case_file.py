"""A case file is read whole or refused with file, key and reason."""
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cli.demo.case import WrongCase, read_case, read_case_file
from cli.endings import WrongInput

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


class TestReadCase:
    def test_reads_the_example_of_the_specification(self) -> None:
        case = read_case(example())

        assert case.name == "B-04"
        assert case.first_day == date(2026, 3, 2)
        assert case.until == date(2026, 7, 31)
        assert case.policy["waiting_period"] == {"unit": "WORKDAYS", "value": 10}
        assert case.employees[0]["annual_wage"] == "38500.00"
        assert case.timeline[1].values["recovered_pct"] == "50"

    def test_lets_every_key_of_the_policy_be_left_out(self) -> None:
        assert read_case(example(policy={})).policy == {}

    def test_plays_entries_in_order_of_their_day_and_keeps_their_index(self) -> None:
        case = read_case(example(timeline=list(reversed(EXAMPLE["timeline"]))))

        assert [(entry.index, entry.do) for entry in case.timeline] == [(1, "report_sick"), (0, "report_partial_recovery")]

    def test_takes_a_correction_with_the_keys_of_the_entry_it_corrects(self) -> None:
        case = read_case(with_entry(do="correct", of=1, recovered_pct="40"))

        assert case.timeline[2].values == {"of": 1, "recovered_pct": "40"}

    def test_takes_an_employee_who_joins_later(self) -> None:
        case = read_case(with_entry(do="add_employee", key="bob", annual_wage="30000.00"))

        assert case.timeline[2].values["key"] == "bob"

    @pytest.mark.parametrize(("changes", "sentence"), [
        ({"until": "2026-02-30"}, "until: give a date like 2026-03-02"),
        ({"until": None}, "until: is missing"),
        ({"until": "2026-06-14"}, "until: lies before timeline[1].on (2026-06-15)"),
        ({"name": ""}, "name: give a text of 1 to 80 signs"),
        ({"extra": 1}, "extra: is not a key that a case has here"),
        ({"employees": {}}, "employees: give a list"),
        ({"employees": [{"key": "anna", "annual_wage": 38500.0}]},
         'employees[0].annual_wage: give an amount in euros as text, like "38500.00"'),
        ({"employees": [{"key": "anna"}]}, "employees[0].annual_wage: is missing"),
        ({"employees": EXAMPLE["employees"] * 2}, "employees[1].key: there is an employee anna already"),
        ({"policy": {"coverage_year1": "100.5"}}, 'policy.coverage_year1: give a percentage as text, like "62.5"'),
        ({"policy": {"coverage": "100"}}, "policy.coverage: is not a key that a case has here"),
        ({"policy": {"waiting_period": 10}}, 'policy.waiting_period: give {"unit": "WORKDAYS", "value": 10}'),
        ({"policy": {"premium_instalments": 3}}, "policy.premium_instalments: give one of 1, 2, 4, 12"),
        ({"policy": {"end_age": "NEVER"}}, 'policy.end_age: give "AOW" or an age from 50 to 75'),
    ])
    def test_names_what_is_wrong(self, changes: dict[str, Any], sentence: str) -> None:
        with pytest.raises(WrongCase) as refusal:
            read_case(example(**changes))

        assert str(refusal.value) == sentence

    @pytest.mark.parametrize(("entry", "sentence"), [
        ({"do": "dance", "employee": "anna"}, "timeline[2].do: give one of report_sick, report_partial_recovery"),
        ({"do": "report_recovery", "employee": "bob", "first_fit_day": "2026-07-01"},
         "timeline[2].employee: there is no employee bob"),
        ({"do": "report_recovery", "employee": "anna"}, "timeline[2].first_fit_day: is missing"),
        ({"do": "report_recovery", "employee": "anna", "first_fit_day": "2026-07-01", "why": "flu"},
         "timeline[2].why: is not a key that a case has here"),
        ({"do": "correct", "of": 7, "recovered_pct": "40"}, "timeline[2].of: give a whole number from 0 to 2"),
        ({"do": "correct", "of": 2, "recovered_pct": "40"}, "timeline[2].of: names entry 2, which is no earlier entry"),
        ({"do": "correct", "of": 1}, "timeline[2]: says nothing that changes"),
        ({"do": "correct", "of": 1, "first_fit_day": "2026-07-01"},
         "timeline[2].first_fit_day: is not a key that a case has here"),
        ({"do": "cancel_report", "of": 1}, "timeline[2].of: names entry 1, which is no earlier entry"),
        ({"do": "submit_january_data", "wages": {"zoe": "1.00"}}, "timeline[2].wages: there is no employee zoe"),
        ({"do": "add_employee", "key": "anna", "annual_wage": "1.00"}, "timeline[2].key: there is an employee anna already"),
    ])
    def test_names_what_is_wrong_in_an_entry(self, entry: dict[str, Any], sentence: str) -> None:
        with pytest.raises(WrongCase) as refusal:
            read_case(with_entry(**entry))

        assert str(refusal.value).startswith(sentence)


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

        with pytest.raises(WrongInput, match=r"case\.json: until: give a date like 2026-03-02\.$"):
            read_case_file(path)
