"""Cases played through the whole platform over its public HTTP, on the embedded bus and on real Apache Kafka."""
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases"
SECONDS = 900


def ontzorg(*arguments: str, stdin: str | None = None) -> str:
    """Run a command, which must succeed, and return its output."""
    done = subprocess.run([sys.executable, "-m", "cli", *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True,
                          timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def by_month(benefits: list[dict[str, Any]]) -> dict[tuple[str, str], Any]:
    """Return total and lines by employee and month."""
    return {(b["employee"], b["month"]): (b["total"], b["lines"]) for b in benefits}


@pytest.fixture(scope="module")
def played() -> dict[str, Any]:
    """Worked examples of domain.md §3.11 and R-1 of §5.4: eleven employees of one employer, June 2025 to November 2026."""
    result: dict[str, Any] = json.loads(ontzorg("demo", "--case", str(CASES / "worked-examples.json"), "--json"))
    return result


@pytest.mark.e2e
@pytest.mark.timeout(SECONDS)
class TestWorkedExamples:
    @pytest.mark.parametrize(("employee", "month", "total"), [
        ("b05", "2026-06", "2944.00"), ("b07", "2026-02", "960.00"), ("b10", "2026-09", "1651.74"),
        ("b12", "2026-05", "3360.00"), ("b12c", "2026-05", "2080.00"), ("b14", "2026-09", "1056.00"),
        ("b15", "2026-06", "2560.00"), ("b16", "2026-09", "1324.08"), ("b16", "2026-10", "772.38"),
        ("b20", "2026-06", "1120.00"),
    ])
    def test_come_out_to_the_cent(self, played: dict[str, Any], employee: str, month: str, total: str) -> None:
        totals = {(b["employee"], b["month"]): b["total"] for b in played["benefits"]}

        assert totals.get((employee, month)) == total

    def test_a_new_case_within_its_own_risk_pays_nothing(self, played: dict[str, Any]) -> None:
        assert [b for b in played["benefits"] if b["employee"] == "b08"] == []

    def test_a_correction_is_set_off_against_the_next_payment(self, played: dict[str, Any]) -> None:
        paid = {p["pay_on"]: p["amount"] for p in played["payments"] if p["employee"] == "b15"}

        assert (paid["2026-07-16"], paid["2026-08-18"]) == ("3520.00", "880.00")

    def test_back_pay_goes_out_with_the_next_month(self, played: dict[str, Any]) -> None:
        paid = {p["pay_on"]: p["amount"] for p in played["payments"] if p["employee"] == "b12"}

        assert (paid["2026-06-16"], paid["2026-07-16"]) == ("2080.00", "4800.00")

    def test_only_the_second_report_of_an_open_absence_is_refused(self, played: dict[str, Any]) -> None:
        assert [(r["entry"], r["status"], r["code"]) for r in played["refused"]] == [(15, 409, "absence.already_open")]

    def test_the_platform_and_calculate_agree_on_every_line(self, played: dict[str, Any]) -> None:
        case = json.loads((CASES / "worked-examples.json").read_text())

        calculated = json.loads(ontzorg("calculate", "benefits", stdin=json.dumps(case) + "\n"))

        assert by_month(played["benefits"]) == by_month(calculated["benefits"])

    def test_recourse_of_r1_pays_the_employers_own_loss_first(self, played: dict[str, Any]) -> None:
        assert played["recourse"] == [{
            "employee": "r1", "status": "ALLOCATED", "limitation_on": "2031-02-02", "direct_action_on": "2029-02-02",
            "recoverable": "8250.00", "employer": "1787.60", "insurer": "7369.90"}]

    def test_every_payment_file_is_valid_and_pays_what_the_list_says(self, played: dict[str, Any]) -> None:
        assert played["files"]
        assert all(file["valid"] for file in played["files"])


REFUSED = {20: "absence.cancelled", 25: "advice.reason_required", 30: "wage_judgement.not_waiting",
           32: "wage_judgement.not_found", 34: "vacation.consent_required"}
"""A recovery of a report that was withdrawn, an advice that is not followed without a reason, a second decision on a wage, one
on a wage from after the first sick day, and a vacation without consent."""


@pytest.mark.e2e
@pytest.mark.timeout(SECONDS)
class TestChanges:
    def test_the_platform_and_calculate_agree_on_corrections_leave_departure_and_late_reports(self) -> None:
        file = CASES / "changes.json"

        played = json.loads(ontzorg("demo", "--case", str(file), "--json"))
        line = json.dumps(json.loads(file.read_text())) + "\n"
        calculated, planned = (json.loads(ontzorg("calculate", what, stdin=line)) for what in ("benefits", "plan"))

        assert by_month(played["benefits"]) == by_month(calculated["benefits"])
        assert {r["entry"]: r["code"] for r in played["refused"]} == REFUSED
        assert {r["entry"]: r["code"] for r in calculated["refused"]} == REFUSED
        assert played["advices"] == [{"key": "a1", "status": "NOT_FOLLOWED"}, {"key": "a2", "status": "FOLLOWED"},
                                     {"key": "a3", "status": "OPEN"}]
        assert played["vacations"] == planned["vacations"] == [
            {"key": "week", "status": "APPROVED", "debited_hours": "40.00"},
            {"key": "doubt", "status": "REFUSED", "debited_hours": "0.00"},
            {"key": "extra", "status": "WITHDRAWN", "debited_hours": "0.00"}]
        assert {i["gross"] for i in played["invoices"] if i["kind"] == "ARBO"} == {"289.59", "248.22"}  # 7 and 6 heads


@pytest.mark.e2e
@pytest.mark.timeout(SECONDS)
class TestSecondTrack:
    def test_the_platform_and_calculate_agree_on_a_placement_and_its_recovery(self) -> None:
        file = CASES / "second-track.json"

        played = json.loads(ontzorg("demo", "--case", str(file), "--json"))
        calculated = json.loads(ontzorg("calculate", "benefits", stdin=json.dumps(json.loads(file.read_text())) + "\n"))

        refused = {3: "second_track.already_running", 4: "second_track.not_found", 7: "wage_value.required",
                   8: "secondment.after_term", 10: "second_track.must_continue", 11: "secondment.mutation_mismatch",
                   12: "secondment.not_recovered"}
        assert [{r["entry"]: r["code"] for r in each["refused"]} for each in (played, calculated)] == [refused, refused]
        assert by_month(played["benefits"]) == by_month(calculated["benefits"])
        assert by_month(played["benefits"])["anna", "2026-09"][0] == "1651.74"  # B-10
        assert played["second_track"] == [{"employee": "anna", "status": "RUNNING", "warnings": ["ORIENTATION_ONLY"],
                                           "reminders": ["CONTACT_OVERDUE", "REPORT_OVERDUE"]}]


@pytest.mark.e2e
@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("bus", [pytest.param([], id="embedded"), pytest.param(["--kafka"], id="kafka", marks=pytest.mark.kafka)])
class TestStory:
    def test_the_main_job_runs_without_a_surprise(self, bus: list[str]) -> None:
        result = json.loads(ontzorg("demo", "--json", *bus))

        assert result["platform"]["bus"] == ("kafka" if bus else "postgresql")
        assert result["payments"]
