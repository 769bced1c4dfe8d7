"""Every alert fires at its threshold and not just below it, has a runbook, and reads only metrics that exist."""
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.observability.alert_cases import CASES, Case
from tests.observability.known_metrics import FROM_ELSEWHERE, metric_names, names_in

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "deploy/compose/prometheus/rules/ontzorg.yml"
ALERTS: dict[str, dict[str, Any]] = {
    rule["alert"]: rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]}
EACH = pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.alert} {number}") for number, case in enumerate(CASES)])


def promtool(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run promtool and return its result."""
    return subprocess.run(["promtool", *arguments], capture_output=True, text=True, timeout=60, check=False)


def filled(text: str, labels: dict[str, str]) -> str:
    """Fill the labels into an annotation."""
    return re.sub(r"\{\{ \$labels\.(\w+) \}\}", lambda found: labels[found[1]], text)


def rule_test(case: Case, *, series: dict[str, str], fires: bool) -> dict[str, Any]:
    """Return one test case in the format of `promtool test rules`."""
    rule = ALERTS[case.alert]
    annotations = {name: filled(text, case.labels) for name, text in rule["annotations"].items()}
    expected = {"exp_labels": case.labels | rule["labels"], "exp_annotations": annotations}
    return {
        "name": f"{case.alert} {'fires' if fires else 'is silent'}", "interval": case.step,
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "alert_rule_test": [{"eval_time": case.at, "alertname": case.alert, "exp_alerts": [expected] if fires else []}]}


def outcome(case: Case, directory: Path, **asked: Any) -> "subprocess.CompletedProcess[str]":
    """Run promtool on one case and return its result."""
    rules, asking = directory / "rules.yml", directory / "rule_test.yml"
    rules.write_text(yaml.safe_dump({"groups": [{"name": "one", "rules": [ALERTS[case.alert]]}]}))
    tests = [rule_test(case, **asked)]
    asking.write_text(yaml.safe_dump({"rule_files": [str(rules)], "evaluation_interval": case.step, "tests": tests}))
    return promtool("test", "rules", str(asking))


@pytest.mark.promtool
class TestRules:
    def test_are_valid(self):
        checked = promtool("check", "rules", str(RULES))

        assert checked.returncode == 0, checked.stdout + checked.stderr

    @EACH
    def test_fire_above_their_threshold(self, case, tmp_path):
        done = outcome(case, tmp_path, series=case.fires, fires=True)

        assert done.returncode == 0, done.stdout + done.stderr

    @EACH
    def test_stay_silent_below_their_threshold(self, case, tmp_path):
        done = outcome(case, tmp_path, series=case.silent, fires=False)

        assert done.returncode == 0, done.stdout + done.stderr


class TestAlerts:
    def test_each_have_a_test_case(self):
        assert list(dict.fromkeys(case.alert for case in CASES)) == list(ALERTS)

    @pytest.mark.parametrize("alert", ALERTS)
    def test_have_a_severity_a_description_and_a_runbook(self, alert):
        rule = ALERTS[alert]

        assert rule["labels"]["severity"] in ("critical", "warning")
        assert rule["annotations"].keys() == {"summary", "description", "runbook_url"}

    @pytest.mark.parametrize("alert", ALERTS)
    def test_read_only_metrics_that_exist(self, alert):
        assert names_in(ALERTS[alert]["expr"]) <= metric_names() | FROM_ELSEWHERE.keys()


class TestRunbooks:
    @pytest.mark.parametrize("alert", ALERTS)
    def test_have_the_sections_meaning_diagnosis_and_action(self, alert):
        page = ROOT / ALERTS[alert]["annotations"]["runbook_url"]

        headings = [line for line in page.read_text().splitlines() if line.startswith("#")]

        assert headings == [f"# {alert}", "## What it means for people", "## How to see it", "## What to do"]

    def test_each_belong_to_an_existing_alert(self):
        linked = {rule["annotations"]["runbook_url"].rsplit("/", 1)[1] for rule in ALERTS.values()}

        assert {page.name for page in (ROOT / "docs/runbooks").glob("*.md")} - {"README.md"} == linked
