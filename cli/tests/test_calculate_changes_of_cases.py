"""Case files whose entries are judged, withdrawn, corrected or refused: `calculate` answers as the platform does."""
from typing import Any

import pytest

from cli.tests.test_calculate_case_files import calculated, case, fit, partly, sick, totals

RAISED = {"on": "2026-03-10", "do": "set_wage", "from": "2026-01-01", "annual_wage": "62640.00"}
"""From 160.00 to 240.00 a day, with effect from before the first sick day; twelve days of March are paid."""


def judged(accept: bool, of: int = 1, on: str = "2026-03-20") -> dict[str, Any]:
    return {"on": on, "do": "judge_wage", "of": of, "accept": accept}


def refusals(line: dict[str, Any]) -> dict[int, str]:
    return {each["entry"]: each["code"] for each in calculated("benefits", line)["refused"]}


class TestAWageRecordedAfterTheReport:
    @pytest.mark.parametrize(("decisions", "total"), [
        ((), "2880.00"), ((judged(True),), "2880.00"), ((judged(False),), "1920.00")],
        ids=["without a decision", "accepted", "rejected"])
    def test_counts_unless_it_is_rejected(self, decisions: tuple[dict[str, Any], ...], total: str) -> None:
        assert totals(case(sick("2026-03-02"), RAISED, *decisions, until="2026-03-31")) == {"2026-03": total}

    def test_that_was_rejected_counts_for_a_later_case(self) -> None:
        later = case(sick("2026-03-02"), RAISED, judged(False), fit("2026-04-01"), sick("2026-06-01"), until="2026-06-30")

        assert totals(later) == {"2026-03": "1920.00", "2026-06": "2880.00"}

    @pytest.mark.parametrize(("entries", "code"), [
        ((sick("2026-03-02"), RAISED | {"from": "2026-03-03"}, judged(True)), "wage_judgement.not_found"),
        ((sick("2026-03-02"), RAISED, judged(True), judged(False, on="2026-03-23")), "wage_judgement.not_waiting"),
        ((RAISED | {"on": "2026-03-02"}, sick("2026-03-03"), judged(False, of=0)), "wage_judgement.not_found")],
        ids=["from after the first sick day", "judged before", "recorded before the report"])
    def test_is_judged_only_if_it_waits(self, entries: tuple[dict[str, Any], ...], code: str) -> None:
        assert refusals(case(*entries, until="2026-03-31")) == {len(entries) - 1: code}


def done(code: str, on: str, completed_on: str | None = None) -> dict[str, Any]:
    return {"on": on, "do": "complete_milestone", "code": code, "completed_on": completed_on or on}


WITHDRAWN = (sick("2026-03-02"), {"on": "2026-03-03", "do": "cancel_report", "of": 0})

TAKEN_BACK = {"on": "2026-03-10", "do": "withdraw", "of": 1}


class TestAStepOfTwoParties:
    @pytest.mark.parametrize(("by", "completed_on"), [
        ((None,), "2026-04-20"), (("employer",), None), (("employee",), None), (("employer", "employee"), "2026-04-20"),
        (("employee", "employer"), "2026-04-20")], ids=str)
    def test_is_done_once_both_did_their_part(self, by: tuple[str | None, ...], completed_on: str | None) -> None:
        entries = [{"on": "2026-04-20", "do": "complete_milestone", "code": "M04", "completed_on": "2026-04-20"}
                   | ({"by": one} if one else {}) for one in by]

        (shown,) = [row for row in calculated("plan", case(sick("2026-03-02"), *entries, until="2026-04-30"))["plan"]
                    if row["code"] == "M04"]

        assert (shown["completed_on"], shown["status"]) == (completed_on, "DONE" if completed_on else "OVERDUE")


class TestRefusals:
    @pytest.mark.parametrize(("entries", "code"), [
        ((fit("2026-03-04"),), "absence.not_found"),
        ((*WITHDRAWN, fit("2026-03-04")), "absence.cancelled"),
        ((*WITHDRAWN, partly("2026-03-04", "50")), "absence.cancelled"),
        ((*WITHDRAWN, {"on": "2026-03-04", "do": "correct", "of": 0, "first_sick_day": "2026-03-01"}), "absence.cancelled"),
        ((*WITHDRAWN, {"on": "2026-03-04", "do": "withdraw", "of": 0}), "absence.cancelled"),
        ((sick("2026-03-02"), fit("2026-03-09"), partly("2026-03-10", "50")), "absence.not_open"),
        ((sick("2026-03-02"), fit("2026-03-09"), TAKEN_BACK, TAKEN_BACK), "absence.not_recovered"),
        ((sick("2026-03-02"), sick("2026-03-03")), "absence.already_open"),
        ((done("M03", "2026-03-04"),), "dossier.not_found"),
        ((sick("2026-03-02"), fit("2026-03-09"), done("M03", "2026-03-10")), "milestone.lapsed"),
        ((sick("2026-03-02"), done("M03", "2026-03-10"), done("M03", "2026-03-11")), "milestone.already_done"),
        ((sick("2026-03-02"), done("M09", "2026-03-10")), "milestone.too_early"),
        ((sick("2026-03-02"), done("M03", "2026-03-10", "2026-03-01")), "milestone.before_report"),
        ((sick("2026-03-02"), done("M03", "2026-03-10", "2026-03-11")), "milestone.future_date")],
        ids=["nothing is reported", "recovery of a withdrawn report", "partial recovery of one", "correction of one",
             "withdrawn twice", "the absence has ended", "a recovery withdrawn twice", "a second report",
             "a step of no case", "a step that lapsed", "a step twice", "a step before its window", "a step before the report",
             "a step in the future"])
    def test_have_the_codes_of_the_platform(self, entries: tuple[dict[str, Any], ...], code: str) -> None:
        assert refusals(case(*entries, until="2026-03-31")) == {len(entries) - 1: code}


class TestThePayDate:
    def test_of_a_month_reported_late_is_that_of_the_run_that_pays_it(self) -> None:
        late = case(sick("2026-03-02") | {"on": "2026-05-15"}, until="2026-05-31")

        assert calculated("benefits", late)["benefits"][0]["pay_on"] == "2026-05-20"


PLACED = {"on": "2026-03-16", "do": "place", "from": "2026-03-17", "to": "2026-12-31", "wage_value_month": "1440.00",
          "contract_wage_month": "3600.00"}
TRACK = {"on": "2026-03-09", "do": "start_second_track", "work": "OTHER"}


def by_wage(day: str, value: str) -> dict[str, Any]:
    return {"on": "2026-03-17", "do": "report_partial_recovery", "from": day, "basis": "WAGE_VALUE", "wage_value_month": value,
            "contract_wage_month": "3600.00"}


class TestASecondTrack:
    @pytest.mark.parametrize(("entries", "refused"), [
        ((by_wage("2026-03-17", "1440.00"),), {}), ((by_wage("2026-03-17", "1476.00"),), {}),
        ((by_wage("2026-03-17", "1477.00"),), {3: "secondment.mutation_mismatch"}),
        ((by_wage("2026-03-18", "1440.00"),), {3: "secondment.mutation_mismatch"}),
        ((by_wage("2026-03-17", "3600.00"),), {3: "secondment.not_recovered"}),
        ((fit("2026-03-17"),), {3: "secondment.not_recovered"}),
        ((by_wage("2026-03-17", "1440.00"), {"on": "2026-03-20", "do": "correct", "of": 3, "wage_value_month": "2000.00"}),
         {4: "secondment.mutation_mismatch"}),
        ((by_wage("2026-03-17", "1440.00"), by_wage("2026-03-20", "2000.00")), {}),
        ((PLACED,), {3: "secondment.overlaps"}), ((TRACK | {"on": "2026-03-17"},), {3: "second_track.already_running"}),
        (({"on": "2026-03-17", "do": "close_second_track", "reason": "RECOVERED"},), {3: "second_track.not_recovered"}),
        (({"on": "2026-03-17", "do": "close_second_track", "reason": "OTHER"},
          {"on": "2026-03-17", "do": "report_track_progress", "orientations": 1, "applications": 0}),
         {4: "second_track.closed"})])
    def test_is_judged_as_on_the_platform(self, entries: tuple[dict[str, Any], ...], refused: dict[int, str]) -> None:
        assert refusals(case(sick("2026-03-02"), TRACK, PLACED, *entries, until="2026-03-31")) == refused

    def test_completes_its_step_of_the_plan(self) -> None:
        plan = calculated("plan", case(sick("2026-03-02"), TRACK, until="2026-03-31"))["plan"]

        assert [(step["status"], step["completed_on"]) for step in plan if step["code"] == "M10"] == [("DONE", "2026-03-09")]

    def test_is_not_found_without_one(self) -> None:
        contact = {"on": "2026-03-17", "do": "log_track_contact"}

        assert refusals(case(sick("2026-03-02"), contact, until="2026-03-31")) == {1: "second_track.not_found"}
        assert refusals(case(contact, until="2026-03-31")) == {0: "dossier.not_found"}


ADVICE = {"on": "2026-03-10", "do": "give_advice", "key": "a1", "kind": "MEDIATION", "due_on": "2026-03-24"}


def answer(outcome: str, **more: str) -> dict[str, Any]:
    return {"on": "2026-03-20", "do": "answer_advice", "employee": "anna", "of": "a1", "outcome": outcome} | more


class TestAnAdvice:
    @pytest.mark.parametrize(("entries", "refused"), [
        ((answer("NOT_FOLLOWED"),), {2: "advice.reason_required"}),
        ((answer("NOT_FOLLOWED"), answer("NOT_FOLLOWED", reason="Geen passend werk")), {2: "advice.reason_required"}),
        ((answer("FOLLOWED"), answer("FOLLOWED")), {3: "advice.already_closed"})],
        ids=["not followed without a reason", "and then with one", "answered twice"])
    def test_is_answered_as_on_the_platform(self, entries: tuple[dict[str, Any], ...], refused: dict[int, str]) -> None:
        assert refusals(case(sick("2026-03-02"), ADVICE, *entries, until="2026-03-31")) == refused
