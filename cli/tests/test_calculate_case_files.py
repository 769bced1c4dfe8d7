"""`calculate benefits` and `calculate plan` on case files with the worked examples of domain.md."""
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.commands.calculate import CALCULATIONS, answer

ANNA = {"key": "anna", "annual_wage": "41760.00", "birth_date": "1988-05-04", "employed_from": "2018-01-01"}


def case(*timeline: dict[str, Any], until: str, wage: str = "41760.00", **policy: Any) -> dict[str, Any]:
    entries = [{"employee": "anna"} | entry if "of" not in entry else entry for entry in timeline]
    return {"name": "case", "policy": policy, "employees": [ANNA | {"annual_wage": wage}], "timeline": entries,
            "until": until}


def sick(day: str, **more: Any) -> dict[str, Any]:
    return {"on": day, "do": "report_sick", "first_sick_day": day} | more


def fit(day: str, on: str | None = None) -> dict[str, Any]:
    return {"on": on or day, "do": "report_recovery", "first_fit_day": day}


def partly(day: str, pct: str, on: str | None = None) -> dict[str, Any]:
    return {"on": on or day, "do": "report_partial_recovery", "from": day, "basis": "OWN_WORK_HOURS",
            "recovered_pct": pct}


def calculated(what: str, line: dict[str, Any]) -> dict[str, Any]:
    return CALCULATIONS[what](line)


def totals(line: dict[str, Any]) -> dict[str, str]:
    return {month["month"]: month["total"] for month in calculated("benefits", line)["benefits"]}


SUSPENDED = {"on": "2026-05-11", "do": "notify_sanction", "kind": "SUSPEND", "from": "2026-05-11", "to": "2026-05-20"}
LIFTED = {"on": "2026-06-03", "do": "lift_sanction", "back_pay": True}


class TestBenefitsOfCaseFiles:
    @pytest.mark.parametrize(
        ("line", "months"),
        [
            pytest.param(case(sick("2026-03-02"), fit("2026-04-01"), until="2026-04-30"), {"2026-03": "1920.00"}, id="B-01"),
            pytest.param(case(sick("2026-03-02"), fit("2026-03-12"), until="2026-04-30"), {}, id="B-02"),
            pytest.param(
                case(sick("2026-04-01"), until="2026-05-31", wage="38500.00", coverage_year1="70",
                     employer_charges_pct="20", waiting_period={"unit": "WORKDAYS", "value": 30}),
                {"2026-05": "1610.81"}, id="B-03"),
            pytest.param(
                case(sick("2026-01-05"), fit("2026-01-14"), sick("2026-02-10"), fit("2026-02-23"), until="2026-02-28"),
                {"2026-02": "960.00"}, id="B-07 gap 27"),
            pytest.param(
                case(sick("2026-01-05"), fit("2026-01-14"), sick("2026-02-11"), fit("2026-02-23"), until="2026-02-28"),
                {}, id="B-08 gap 28"),
            pytest.param(case(sick("2026-09-01"), fit("2026-10-12"), until="2026-10-31", wage="28800.00"),
                         {"2026-09": "1324.08", "2026-10": "772.38"}, id="B-16"),
        ],
    )
    def test_come_out_as_in_the_worked_examples(self, line: dict[str, Any], months: dict[str, str]):
        assert totals(line) == months

    def test_show_lines_pay_date_and_sick_days(self):  # B-04
        found = calculated("benefits", case(sick("2026-03-02"), partly("2026-06-15", "50"), until="2026-07-31",
                                            wage="38500.00"))

        june = found["benefits"][-2]
        assert (june["month"], june["total"], june["pay_on"]) == ("2026-06", "2360.16", "2026-07-16")
        assert june["lines"][0] == {
            "from": "2026-06-01", "to": "2026-06-12", "days": 10, "daily_wage": "147.51", "coverage_pct": "100",
            "incapacity_pct": "100", "wage": "1475.10", "offset": "0.00", "charges": "0.00", "total": "1475.10",
        }
        assert found["sick_days"] == 152

    def test_turn_to_the_second_year_inside_a_month(self):  # B-05
        assert totals(case(sick("2025-06-16"), until="2026-06-30"))["2026-06"] == "2944.00"

    def test_follow_the_wage_value(self):  # B-10
        placed = {"on": "2026-09-01", "do": "report_partial_recovery", "from": "2026-09-01", "basis": "WAGE_VALUE",
                  "wage_value_month": "1440.00", "contract_wage_month": "3600.00"}

        assert totals(case(sick("2025-07-07"), placed, until="2026-09-30", wage="46656.00"))["2026-09"] == "1651.74"

    def test_hold_suspended_days_and_pay_them_once_lifted(self):  # B-12
        assert totals(case(sick("2026-03-02"), SUSPENDED, until="2026-05-31"))["2026-05"] == "2080.00"
        assert totals(case(sick("2026-03-02"), SUSPENDED, LIFTED, until="2026-06-30"))["2026-05"] == "3360.00"
        stopped = SUSPENDED | {"kind": "STOP"}
        assert totals(case(sick("2026-03-02"), stopped, LIFTED, until="2026-06-30"))["2026-05"] == "2080.00"

    def test_pay_the_days_of_a_withdrawn_sanction(self):
        withdrawn = {"on": "2026-06-03", "do": "withdraw", "of": 1}
        line = case(sick("2026-03-02"), SUSPENDED | {"kind": "STOP"}, withdrawn, withdrawn, until="2026-06-30")

        assert totals(line)["2026-05"] == "3360.00"
        assert [(each["entry"], each["code"]) for each in calculated("benefits", line)["refused"]] == [(3, "sanction.withdrawn")]

    def test_set_off_the_safety_net_benefit(self):  # B-14a
        net = {"on": "2026-08-03", "do": "set_safety_net", "from": "2026-08-03", "zw_benefit_daily": "112.00"}

        assert totals(case(sick("2026-08-03"), net, until="2026-09-30"))["2026-09"] == "1056.00"

    def test_show_the_latest_calculation_of_a_month(self):  # B-15
        found = totals(case(sick("2026-03-02"), partly("2026-06-15", "50", on="2026-07-20"), until="2026-07-31"))

        assert (found["2026-06"], found["2026-07"]) == ("2560.00", "1840.00")

    def test_are_interrupted_by_maternity_leave(self):  # B-20a
        leave = {"on": "2026-03-02", "do": "set_leave", "kind": "MATERNITY", "from": "2026-03-02", "to": "2026-06-21"}

        found = totals(case(sick("2025-12-01"), fit("2026-03-02"), leave, sick("2026-06-22", same_cause="YES"),
                            until="2026-06-30"))

        assert found["2026-06"] == "1120.00"
        assert not {"2026-03", "2026-04", "2026-05"} & found.keys()

    def test_reach_the_largest_case(self):  # B-24
        found = totals(case(sick("2024-01-01"), until="2026-01-31"))

        assert sum(float(total) for total in found.values()) == 69_120

    def test_end_with_the_employment(self):
        left = {"on": "2026-04-10", "do": "end_employment", "last_day": "2026-04-10"}

        found = calculated("benefits", case(sick("2026-03-02"), left, until="2026-06-30"))

        assert [month["month"] for month in found["benefits"]] == ["2026-03", "2026-04"]
        assert found["sick_days"] == 40

    def test_pay_the_whole_wage_again_after_a_relapse(self):  # §15.1
        half = {"on": "2026-04-01", "do": "report_partial_recovery", "from": "2026-04-01", "basis": "OWN_WORK_HOURS",
                "recovered_pct": "50"}
        relapse = {"on": "2026-04-15", "do": "report_relapse", "from": "2026-04-15"}
        entries = sick("2026-03-16"), half, relapse

        assert totals(case(*entries, until="2026-04-30"))["2026-04"] == "2720.00"
        assert totals(case(*entries, {"on": "2026-04-20", "do": "withdraw", "of": 2}, until="2026-04-30"))["2026-04"] == "1760.00"

    def test_follow_what_replaces_or_takes_back_a_recovery(self):  # §15.2, §15.3, §15.5
        half = {"on": "2026-04-01", "do": "report_partial_recovery", "from": "2026-04-01", "basis": "OWN_WORK_HOURS",
                "recovered_pct": "50"}
        entries = sick("2026-03-16"), half, fit("2026-04-01", on="2026-04-02")

        assert "2026-04" not in totals(case(*entries, until="2026-04-30"))
        assert totals(case(*entries, {"on": "2026-04-03", "do": "withdraw", "of": 2}, until="2026-04-30"))["2026-04"] == "1760.00"

    def test_refuse_a_recovery_of_more_than_fourteen_days_ahead(self):  # §15.3
        found = calculated("benefits", case(sick("2026-03-16"), fit("2026-04-15", on="2026-03-31"), until="2026-04-30"))

        assert found["refused"] == [{"entry": 1, "code": "recovery.too_far_ahead"}]

    def test_leave_out_a_month_that_has_not_ended(self):
        assert totals(case(sick("2026-03-02"), until="2026-03-30")) == {}
        assert totals(case(sick("2026-03-02"), until="2026-03-31")) == {"2026-03": "1920.00"}

    def test_follow_a_correction(self):
        moved = {"on": "2026-03-20", "do": "correct", "of": 0, "first_sick_day": "2026-03-03"}

        assert totals(case(sick("2026-03-02"), moved, until="2026-03-31")) == {"2026-03": "1760.00"}

    def test_vanish_with_a_cancelled_report(self):
        cancelled = {"on": "2026-03-20", "do": "cancel_report", "of": 0}

        assert totals(case(sick("2026-03-02"), cancelled, until="2026-03-31")) == {}

    def test_count_nothing_of_what_is_refused(self):  # B-28
        found = calculated("benefits", case(sick("2026-03-02"), sick("2026-03-09"), until="2026-03-31"))

        assert found["refused"] == [{"entry": 1, "code": "absence.already_open"}]
        assert found["benefits"][0]["total"] == "1920.00"

    def test_shift_the_waiting_period_of_a_late_report_where_the_policy_says_so(self):
        late = sick("2026-03-02") | {"on": "2026-03-09"}

        assert totals(case(late, until="2026-03-31")) == {"2026-03": "1920.00"}
        assert totals(case(late, until="2026-03-31", late_report_rule="SHIFT_TO_REPORT_DATE")) == {"2026-03": "1120.00"}

    def test_use_the_wages_of_january(self):
        data = {"on": "2026-01-20", "do": "submit_january_data", "wages": {"anna": "52200.00"}}
        line = case(sick("2026-03-02"), until="2026-03-31")

        assert totals(line | {"timeline": [data, *line["timeline"]]}) == {"2026-03": "2400.00"}


class TestPlansOfCaseFiles:
    def test_have_the_statutory_dates(self):  # T-1
        found = calculated("plan", case(sick("2026-01-05"), until="2026-01-06"))
        due = {row["code"]: row["due_on"] for row in found["plan"] if row["occurrence"] == 1}

        assert (due["M03"], due["M04"], due["M06"]) == ("2026-02-15", "2026-03-01", "2026-10-26")
        assert (due["M09"], due["M10"], due["M11"]) == ("2027-01-03", "2027-02-14", "2027-04-25")
        assert (due["M15"], due["M16"], due["M18"]) == ("2027-10-03", "2027-10-17", "2028-01-02")

    def test_show_what_the_timeline_completes_and_nothing_else(self):
        done = {"on": "2026-02-09", "do": "complete_milestone", "code": "M03", "completed_on": "2026-02-09"}

        found = calculated("plan", case(sick("2026-01-05"), done, until="2026-02-20"))

        completed = {row["code"]: row["completed_on"] for row in found["plan"] if row["completed_on"]}
        assert completed == {"M01": "2026-01-05", "M03": "2026-02-09"}
        assert next(row["due_on"] for row in found["plan"] if row["code"] == "M05b") == "2026-03-23"

    def test_ask_a_final_evaluation_of_who_leaves_after_seventy_days(self):  # T-5
        def codes(last_day: str, until: str) -> set[str]:
            left = {"on": "2026-07-01", "do": "end_employment", "last_day": last_day}
            return {row["code"] for row in calculated("plan", case(sick("2026-05-04"), left, until=until))["plan"]}

        assert "FINAL_EVAL_LEAVER" not in codes("2026-07-12", "2026-07-13")
        assert "FINAL_EVAL_LEAVER" not in codes("2026-07-13", "2026-07-13")
        assert "FINAL_EVAL_LEAVER" in codes("2026-07-13", "2026-07-14")


class TestWrongCaseFiles:
    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"until": None}, "until"),
            ({"extra": 1}, "extra"),
            ({"policy": {"coverage_year1": 100}}, "policy.coverage_year1"),
            ({"policy": {"waiting_period": {"unit": "DAYS", "value": 1}}}, "policy.waiting_period.unit"),
            ({"policy": {"end_age": "pensioen"}}, "policy.end_age"),
            ({"employees": [ANNA, ANNA]}, "employees[1].key"),
            ({"employees": [{"key": "anna"}]}, "employees[0].annual_wage"),
            ({"timeline": [sick("2026-03-02") | {"employee": "bert"}]}, "timeline[0].employee"),
            ({"timeline": [sick("2026-03-02")]}, "timeline[0].employee"),
            ({"timeline": [{"on": "2026-03-02", "do": "dance"}]}, "timeline[0].do"),
            ({"timeline": ["report_sick"]}, "timeline[0].do"),
            ({"timeline": [{"on": "2026-03-02", "do": "cancel_report", "of": 0}]}, "timeline[0].of"),
            ({"timeline": [{"on": "2026-03-02", "do": "correct", "of": 7, "first_sick_day": "2026-03-02"}]},
             "timeline[0].of"),
            ({"timeline": [{"on": "2026-03-02", "do": "set_leave", "employee": "anna", "kind": "UNPAID",
                            "from": "2026-03-02", "to": "2026-03-01"}]}, "timeline[0].to"),
        ],
    )
    def test_name_the_key(self, changed: dict[str, Any], field: str):
        line = case(until="2026-03-31") | changed

        result = answer(lambda _: CALCULATIONS["benefits"](line), b"{}", 7)

        assert result["line"] == 7
        assert field in [one["field"] for one in result["error"]["errors"]]


DAYS = st.dates(date(2025, 6, 1), date(2026, 12, 31)).map(str) | st.sampled_from(["2026-03-02", "1900-01-01", "2199-12-31"])
ENTRIES = st.one_of(
    st.fixed_dictionaries({"on": DAYS, "do": st.just("report_sick"), "first_sick_day": DAYS}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("report_recovery"), "first_fit_day": DAYS}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("report_partial_recovery"), "from": DAYS,
                           "basis": st.sampled_from(["OWN_WORK_HOURS", "WAGE_VALUE", "THERAPY"]),
                           "recovered_pct": st.sampled_from(["0", "50", "100"])}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("end_employment"), "last_day": DAYS}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("set_leave"), "from": DAYS, "to": DAYS,
                           "kind": st.sampled_from(["MATERNITY", "PARENTAL"])}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("notify_sanction"), "kind": st.just("SUSPEND"), "from": DAYS}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("lift_sanction"), "back_pay": st.booleans()}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("set_safety_net"), "from": DAYS, "zw_benefit_daily": st.just("1.00")}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("report_wage_sanction"), "decision_on": DAYS, "received_on": DAYS,
                           "weeks": st.just(52)}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("complete_milestone"), "completed_on": DAYS,
                           "code": st.sampled_from(["M03", "M04", "M05", "M09"])}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("correct"), "of": st.integers(0, 3)}, optional={
        "first_sick_day": DAYS, "first_fit_day": DAYS, "from": DAYS, "to": DAYS, "last_day": DAYS}),
    st.fixed_dictionaries({"on": DAYS, "do": st.just("cancel_report"), "of": st.integers(0, 3)}),
)


class TestAnyCaseFile:
    @settings(deadline=None)
    @given(timeline=st.lists(ENTRIES, max_size=8), until=DAYS, what=st.sampled_from(["benefits", "plan"]))
    def test_gets_a_result_or_a_problem(self, timeline: list[dict[str, Any]], until: str, what: str):
        line = case(*timeline, until=until, valid_from="1900-01-01")

        result = answer(lambda _: CALCULATIONS[what](line), b"{}", 1)

        assert result.keys() == {"line", "error"} or result["case"] == "case"
