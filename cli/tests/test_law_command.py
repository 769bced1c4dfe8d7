"""`./ontzorg law`: every figure in force on a day, with its dates and source."""
import json

import pytest
from click.testing import CliRunner

from cli.commands.law import law
from shared.law import law as statutes


def run(*arguments):
    return CliRunner().invoke(law, arguments)


def figures_on(day):
    result = run("--on", day, "--json")
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert printed["on"] == day
    return {figure["key"]: figure for figure in printed["figures"]}


class TestLawCommand:
    def test_prints_a_figure_with_its_dates_and_source(self):
        assert figures_on("2026-11-28")["transition_maximum"] == {
            "key": "transition_maximum", "subject": "End of the contract",
            "meaning": "Highest transition payment, unless the wage of a year is more", "value": "102000.00", "unit": "EUR",
            "valid_from": "2026-01-01", "valid_from_not_later_than": False, "valid_to": "2026-12-31",
            "valid_to_basis": "READ", "source": "7:673-2, 673-3 BW", "reference_day": "CONTRACT_ENDS"}

    @pytest.mark.parametrize(("day", "value"), [("2023-06-30", 13), ("2023-07-01", 6)])
    def test_prints_what_held_on_the_day(self, day, value):
        assert figures_on(day)["aow_wage_term"]["value"] == value

    def test_prints_every_figure_in_force_and_no_other(self):
        printed = figures_on("2027-06-01")

        assert "transition_maximum" not in printed
        assert printed.keys() < statutes.figures.keys()
        assert figures_on("2026-07-01").keys() == statutes.figures.keys() - {"trade_interest", "legal_interest"}

    def test_says_which_first_day_was_not_traced(self):
        assert figures_on("2015-03-01")["vat_rate"]["valid_from_not_later_than"] is True

    def test_prints_lines_for_people_by_subject(self):
        result = run("--on", "2026-11-28")

        assert result.exit_code == 0
        assert "\nEnd of the contract\n" in result.stdout
        assert "  transition_maximum: 102,000.00 euros\n" in result.stdout
        assert "    2026-01-01 to 2026-12-31 · 7:673-2, 673-3 BW\n" in result.stdout

    def test_takes_today_if_no_day_is_named(self):
        assert run("--json").exit_code == 0

    @pytest.mark.parametrize("day", ["2026-02-30", "28-11-2026", "", "gisteren", "0001-01-01", "9999-12-31",
                                     "2026-1-1", "٢٠٢٦-٠١-٠١"])
    def test_refuses_what_is_no_day_in_one_sentence(self, day):
        result = run("--on", day)

        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert repr(day) in result.stderr
