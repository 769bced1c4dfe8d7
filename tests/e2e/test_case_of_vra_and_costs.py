"""A case of notices to VRA, its questions, a re-integration activity and its declarations, through the whole platform."""
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASE = Path(__file__).parent / "cases" / "vra-and-costs.json"
SECONDS = 600
REFUSED = {2: (409, "vra_notice.answer_required"), 4: (409, "vra_notice.wrong_state"), 8: (422, "information_request.term"),
           11: (409, "information_request.answered"), 17: (403, "mandate.exceeded"), 24: (422, "declaration.late")}
"""Closing before the answer, a second answer, a due date in the past, a second answer to a question, a casemanager above the
mandate, and a casemanager who accepts a late declaration."""


def run(*arguments: str, stdin: str | None = None) -> Any:
    """The JSON that a command, which must succeed, prints."""
    done = subprocess.run([sys.executable, "-m", "cli", *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True,
                          timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def played() -> Any:
    """The result of the case."""
    return run("demo", "--case", str(CASE), "--json")


@pytest.mark.e2e
@pytest.mark.timeout(SECONDS)
class TestCase:
    def test_refuses_what_the_rules_refuse_and_nothing_else(self, played: Any) -> None:
        assert {one["entry"]: (one["status"], one["code"]) for one in played["refused"]} == REFUSED

    def test_shows_the_notices_with_those_of_the_platform(self, played: Any) -> None:
        assert [(one["kind"], one["mode"], one["status"]) for one in played["notices"]][:3] == [
            ("WAGE_VALUE", "CONSULT", "ANSWERED"), ("STAGNATION", "INFORM", "CLOSED"), ("COST", "CONSULT", "ANSWERED")]
        assert [(one["addressee"], one["status"]) for one in played["information"]] == [
            ("EMPLOYER", "ANSWERED"), ("ARBO_SERVICE", "ANSWERED")]

    def test_shows_the_activities_and_declarations(self, played: Any) -> None:
        assert [(one["key"], one["status"], one["fully_reimbursed"], one["announced"]) for one in played["activities"]] == [
            ("p1", "STARTED", True, "1500.00"), ("p2", "APPROVED", True, None)]
        assert [(one["key"], one["submit_by"], one["amount"], one["pay_by"]) for one in played["declarations"]] == [
            ("d1", "2026-04-18", "900.00", "2026-04-20"), ("d2", "2026-04-18", "200.00", "2026-05-20")]
        assert [(one["status"], one["paid_on"]) for one in played["declarations"]] == [
            ("PAID", "2026-03-24"), ("PAID", "2026-04-21")]

    def test_is_read_by_calculate_too(self) -> None:
        assert run("calculate", "benefits", stdin=json.dumps(json.loads(CASE.read_text())) + "\n")["case"] == "vra-and-costs"
