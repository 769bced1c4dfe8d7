"""`test` and `coverage`: last line of output, time limit, counted marks."""
import sys

import pytest

from cli.checks.edges import goes_through_edge
from cli.checks.kustomize import MODULE, Kustomize
from cli.checks.program import SystemProgram
from cli.checks.requirements_proven import MarkedTest, report_of, unproven
from cli.checks.streamed import run_streamed
from cli.checks.system_programs import line_to_run

pytest_plugins = ["pytester"]


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
    def test_counts_a_requirement_by_its_tests_through_an_edge(self) -> None:
        edge, rule = (MarkedTest(name, edge=is_edge) for name, is_edge in (("api", True), ("domain", False)))

        report = report_of({"R-002": [rule, edge], "R-001": [rule], "R-003": [edge, MarkedTest("a", edge=True)]})

        assert report == {"requirements": {"R-002": ["api"], "R-003": ["a", "api"]}, "proven": 2, "total": 202,
                          "by_rule_only": ["R-001"]}
        assert unproven(report)[:2] == ["R-004", "R-005"]
        assert len(unproven(report)) == 199


class TestGoesThroughEdge:
    @pytest.mark.parametrize("body", [
        'absence.post("/v1/sick-reports", {})', 'absence.get("/v1/absences")', "absence.deliver(object())",
        "absence.run_jobs(None)", 'report(absence)', 'call("GET", "/v1/absences")', 'Person(absence).reports()',
        'subprocess.run(["ontzorg", "status"])', 'CliRunner().invoke(None, ["status"])'])
    def test_is_true_of_what_the_test_or_its_helpers_send(self, pytester: pytest.Pytester, body: str) -> None:
        assert goes_through_edge(written(pytester, "tests/api/test_written.py", body))

    @pytest.mark.parametrize("body", [
        "absence.run(None)", 'dict(a="b").get("a")', "rule()", "assert Person(absence).is_sick", 'open("file").read()'])
    def test_is_false_of_rules_use_cases_and_dictionaries(self, pytester: pytest.Pytester, body: str) -> None:
        assert not goes_through_edge(written(pytester, "tests/api/test_written.py", body))

    def test_is_false_of_a_test_among_those_of_rules(self, pytester: pytest.Pytester) -> None:
        assert not goes_through_edge(written(pytester, "tests/domain/test_written.py", 'absence.post("/v1/sick-reports")'))


def written(pytester: pytest.Pytester, path: str, body: str) -> pytest.Item:
    """A collected test with this body, with helpers and fixtures like those of a service."""
    file = pytester.path / path
    file.parent.mkdir(parents=True)
    file.write_text(HELPERS + f"\n\ndef test_written(absence, call):\n    {body}\n")
    [item] = pytester.inline_genitems(str(file), "--import-mode=importlib", "-p", "no:randomly")[0]
    return item


HELPERS = '''
import subprocess

import pytest
from click.testing import CliRunner


class Person:
    def __init__(self, service):
        self.service = service
        self.is_sick = True

    def reports(self):
        self.service.post("/v1/sick-reports", {})


@pytest.fixture
def absence():
    return None


@pytest.fixture
def call(absence):
    def send(method, path):
        return absence.request(method, path)
    return send


def report(service):
    return service.post("/v1/sick-reports", {})


def rule():
    return 1
'''
