"""`./ontzorg calculate` on the command line: JSON Lines in, JSON Lines out, exit codes."""
import json
import re

import pytest
from click.testing import CliRunner

from cli.calculations.inputs import EXAMPLES, INPUTS
from cli.commands.calculate import CALCULATIONS, LONGEST_LINE, calculate

ARBO = '{"heads": 7, "tariff_incl_vat": "139.15"}'


def call(what: str | None, *lines: str | bytes):
    joined = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    result = CliRunner().invoke(calculate, [what] if what else [], input=joined)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


class TestCalculate:
    def test_prints_one_result_a_line_in_order(self):
        code, results, _ = call("arbo", ARBO, '{"heads": 12, "tariff_incl_vat": "145.00"}')

        assert code == 0
        assert results == [
            {"gross": "974.05", "net": "805.00", "vat": "169.05"},
            {"gross": "1740.00", "net": "1438.02", "vat": "301.98"},
        ]

    def test_prints_null_where_there_is_no_invoice(self):
        assert call("arbo", '{"heads": 0, "tariff_incl_vat": "145.00"}')[1] == [{"gross": None, "net": None, "vat": None}]

    def test_goes_on_after_a_wrong_line_and_exits_one(self):
        code, results, _ = call("arbo", ARBO, "{", ARBO)

        assert code == 1
        assert results[0] == results[2]
        assert results[1]["line"] == 2
        assert results[1]["error"]["code"] == "input.not_json"

    def test_passes_over_blank_lines_but_counts_them(self):
        _, results, _ = call("arbo", "", "  ", "[]", "")

        assert [(one["line"], one["error"]["code"]) for one in results] == [(3, "input.object")]

    def test_of_no_input_prints_nothing(self):
        assert call("arbo")[:2] == (0, [])

    @pytest.mark.parametrize(
        ("line", "field", "kind"),
        [
            ('{"tariff_incl_vat": "139.15"}', "heads", "input.required"),
            ('{"heads": 7, "tariff_incl_vat": "139.15", "vat": 1}', "vat", "input.unknown"),
            ('{"heads": true, "tariff_incl_vat": "139.15"}', "heads", "input.integer"),
            ('{"heads": 7.0, "tariff_incl_vat": "139.15"}', "heads", "input.integer"),
            ('{"heads": -1, "tariff_incl_vat": "139.15"}', "heads", "input.integer"),
            ('{"heads": null, "tariff_incl_vat": "139.15"}', "heads", "input.integer"),
            ('{"heads": 7, "tariff_incl_vat": 139.15}', "tariff_incl_vat", "input.amount"),
            ('{"heads": 7, "tariff_incl_vat": "139.155"}', "tariff_incl_vat", "input.amount"),
            ('{"heads": 7, "tariff_incl_vat": "1e3"}', "tariff_incl_vat", "input.amount"),
            ('{"heads": 7, "tariff_incl_vat": "-0.01"}', "tariff_incl_vat", "input.negative"),
            ('{"heads": 7, "heads": 8, "tariff_incl_vat": "1.00"}', "heads", "input.doubled"),
        ],
    )
    def test_names_the_key_that_is_wrong(self, line: str, field: str, kind: str):
        code, [result], _ = call("arbo", line)

        assert code == 1
        assert [(one["field"], one["code"]) for one in result["error"]["errors"]] == [(field, kind)]
        assert field in result["error"]["detail"]

    def test_names_every_wrong_key_at_once(self):
        _, [result], _ = call("arbo", '{"head": 7, "tariff_incl_vat": 1}')

        assert [one["field"] for one in result["error"]["errors"]] == ["heads", "tariff_incl_vat", "head"]

    @pytest.mark.parametrize(
        "line", [b"\xff\xfe", b"NaN", b'{"heads": NaN}', b"[" * 100_000, b'{"heads": ' + b"9" * 5_000 + b"}"],
        ids=["not UTF-8", "NaN", "NaN inside", "nested too deep", "too many digits"],
    )
    def test_refuses_what_is_no_json(self, line: bytes):
        code, results, _ = call("arbo", line, ARBO)

        assert code == 1
        assert results[0]["error"]["code"] in ("input.not_json", "input.object")
        assert results[1]["gross"] == "974.05"

    def test_refuses_a_line_that_is_too_long_and_finds_the_next(self):
        code, results, _ = call("arbo", b" " * (2 * LONGEST_LINE + 5) + ARBO.encode(), b"x" * (LONGEST_LINE + 9), ARBO)

        assert code == 1
        assert [one["error"]["code"] for one in results[:-1]] == ["input.too_long"]
        assert results[-1]["gross"] == "974.05"

    @pytest.mark.parametrize("what", ["nothing", "ARBO", None])
    def test_refuses_another_subject_with_one_sentence(self, what: str | None):
        code, results, printed = call(what, ARBO)

        assert (code, results) == (2, [])
        assert printed.count("\n") == 1
        assert all(name in printed for name in CALCULATIONS)


class TestHelp:
    @pytest.mark.parametrize("what", CALCULATIONS)
    def test_of_a_calculation_names_every_key_and_shows_a_line_that_is_taken(self, what: str):
        printed = " ".join(CliRunner().invoke(calculate, [what, "--help"], prog_name="./ontzorg calculate").output.split())

        for shape in INPUTS[what].values():
            assert all(re.search(rf"\b{name}\b", printed) for name in shape)
        code, [result], _ = call(what, EXAMPLES[what])
        assert (code, "error" in result) == (0, False)

    def test_without_a_calculation_says_how_to_ask_for_its_keys(self):
        printed = CliRunner().invoke(calculate, ["--help"]).output

        assert "./ontzorg calculate WHAT --help" in printed
        assert all(name in printed for name in CALCULATIONS)


class TestCalculatePremium:
    def test_of_the_worked_example(self):  # P-03 and P-05
        segments = [
            [{"from": "2024-01-01", "to": None, "annual_wage": "38500.00"}],
            [{"from": "2026-04-01", "to": "2026-12-31", "annual_wage": "41760.00"}],
            [{"from": "2026-01-01", "to": "2026-06-30", "annual_wage": "52000.00"}],
            [{"from": "2026-01-01", "to": "2026-06-30", "annual_wage": "36000.00"},
             {"from": "2026-07-01", "to": "2026-12-31", "annual_wage": "37800.00"}],
            [{"from": "2026-01-01", "to": "2026-12-31", "annual_wage": "96000.00"}],
            [{"from": "2026-01-01", "to": "2026-09-14", "annual_wage": "45000.00"},
             {"from": "2026-09-15", "to": "2026-12-31", "annual_wage": "27000.00"}],
        ]
        line = {"year": 2026, "rate_pct": "3.85", "cap": "79409.00", "from": "2026-01-01", "to": "2026-12-31",
                "instalments": 4, "segments": segments}

        _, [result], _ = call("premium", json.dumps(line))

        assert result == {
            "payroll": "251739.68",
            "per_employee": ["38500.00", "31463.01", "25786.30", "36907.40", "79409.00", "39673.97"],
            "provisional": "9660.00", "definitive": "9691.98", "settlement": "31.98",
            "instalments": ["2415.00"] * 4,
        }

    @pytest.mark.parametrize(
        ("changed", "field", "kind"),
        [
            ({"instalments": 3}, "instalments", "premium.instalments"),
            ({"to": "2025-12-31", "from": "2025-01-01"}, None, "premium.no_cover_in_year"),
            ({"to": "2025-12-31"}, "to", "period.invalid"),
            ({"rate_pct": "3.85001"}, "rate_pct", "input.percentage"),
            ({"from": "2026-02-29"}, "from", "input.date"),
            ({"from": "20260101"}, "from", "input.date"),
            ({"segments": [[{"from": "2026-01-02", "to": "2026-01-01", "annual_wage": "1.00"}]]},
             "segments[0][0].to", "period.invalid"),
            ({"segments": [[], [{"from": "2026-01-02", "annual_wage": "1.00", "hours": 3}]]},
             "segments[1][0].hours", "input.unknown"),
            ({"segments": [[{"from": "2026-01-01", "annual_wage": "1.00"}] * 2]},
             "segments", "premium.overlapping_segments"),
        ],
    )
    def test_names_what_is_wrong(self, changed: dict, field: str | None, kind: str):
        line = {"year": 2026, "rate_pct": "3.85", "cap": None, "from": "2026-01-01", "to": "2026-12-31",
                "instalments": 12, "segments": []}

        _, [result], _ = call("premium", json.dumps(line | changed))

        assert result["error"]["code"] == kind
        assert [one["field"] for one in result["error"]["errors"]] == ([field] if field else [])


class TestCalculatePassword:
    def test_names_all_violations(self):
        _, results, _ = call("password", '{"username": "jjansen", "password": "jan #"}',
                             '{"username": "jjansen", "password": "Zomer-2026"}')

        assert results[0]["ok"] is False
        assert results[0]["violations"] == [
            "password.length", "password.contains_username", "password.forbidden_character", "password.categories",
        ]
        assert results[1] == {"ok": True, "violations": [], "messages": [], "common": True}

    def test_reports_a_common_password_apart_from_the_rules(self):
        _, results, _ = call("password", *(json.dumps({"username": "jjansen", "password": chosen})
                                           for chosen in ("Passw0rd!", "Fiets-Kruk-31")))

        assert [(one["ok"], one["common"]) for one in results] == [(True, True), (True, False)]


class TestCalculateStatistics:
    def test_of_the_worked_example(self):  # S-1
        line = {"from": "2026-01-01", "to": "2026-03-31",
                "employments": [{"key": f"e{n}", "fte": "1", "from": "2020-01-01", "to": None} for n in range(10)],
                "cases": [{"employee": "e0", "first_sick_day": "2026-01-05", "recovered_on": "2026-01-12", "incapacity": []},
                          {"employee": "e1", "first_sick_day": "2025-11-10", "recovered_on": None,
                           "incapacity": [{"from": "2025-11-10", "pct": "100"}]}]}

        _, [result], _ = call("statistics", json.dumps(line))

        assert result["VP"] == "10.78"
        assert result["GVD"] == "7.00"
        assert result["NV"] == "80.0"

    def test_of_nobody_is_null(self):
        line = {"from": "2026-01-01", "to": "2026-03-31", "employments": [], "cases": []}

        _, [result], _ = call("statistics", json.dumps(line))

        assert (result["VP"], result["MF"], result["GVD"], result["NV"]) == (None, None, None, None)
