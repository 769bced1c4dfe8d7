"""`test` and `coverage`: the last line stays, time runs out, marks are counted."""
import sys

import pytest

from cli.checks.kustomize import MODULE, Kustomize
from cli.checks.program import SystemProgram
from cli.checks.requirements_proven import report_of, unproven
from cli.checks.streamed import run_streamed
from cli.checks.system_programs import line_to_run


class TestRunStreamed:
    def test_shows_all_but_the_last_line(self, capfd: pytest.CaptureFixture[str]) -> None:
        outcome = run_streamed([sys.executable, "-c", "print('one'); print('two'); print('3 passed'); print()"], 30)

        assert capfd.readouterr().out == "one\ntwo\n"
        assert (outcome.code, outcome.last_line, outcome.is_good) == (0, "3 passed", True)

    def test_tells_the_exit_code(self) -> None:
        assert run_streamed([sys.executable, "-c", "raise SystemExit(4)"], 30).code == 4

    def test_ends_what_takes_too_long(self) -> None:
        outcome = run_streamed([sys.executable, "-c", "import threading; threading.Event().wait()"], 0.5)

        assert (outcome.code, outcome.is_good) == (None, False)


class TestSystemPrograms:
    def test_finds_a_program_by_any_of_its_names(self) -> None:
        assert SystemProgram("Shell", ("no-such-program", "sh"), "dash", "kafka").is_there
        assert not SystemProgram("Nothing", ("no-such-program",), "nothing", "kafka").is_there

    def test_gives_the_one_line_to_run(self) -> None:
        programs = [SystemProgram("Java", ("java",), "default-jre-headless", "kafka"),
                    SystemProgram("Maven", ("mvn",), "maven", "kafka")]

        assert line_to_run(programs) == "sudo apt-get install --no-install-recommends default-jre-headless maven"

    def test_tells_how_to_get_what_debian_does_not_have(self) -> None:
        assert line_to_run([Kustomize()]) == f"go install {MODULE}@v5.8.1"


class TestRequirementsProven:
    def test_counts_each_requirement_once(self) -> None:
        report = report_of({"R-002": ["b", "a"], "R-001": ["a"]})

        assert report == {"requirements": {"R-001": ["a"], "R-002": ["a", "b"]}, "proven": 2, "total": 202}
        assert unproven(report)[:2] == ["R-003", "R-004"]
        assert len(unproven(report)) == 200
