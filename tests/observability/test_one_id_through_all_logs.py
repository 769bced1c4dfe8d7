"""One correlation id, which a user can quote, follows a click from the browser to the last consumer."""
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests

from cli.casefile.reader import read_case
from cli.demo.cast import Cast
from cli.demo.fresh_platform import fresh_platform
from cli.demo.opening import open_case
from cli.demo.steps import Steps
from cli.platform.layout import Layout
from cli.run.walking import PlatformTime

MONDAY = date(2026, 3, 2)
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
TRACEPARENT = f"00-{TRACE_ID}-b7ad6b7169203331-01"
EMPLOYEE = {"key": "anna", "annual_wage": "38500.00"}
NUMBER = re.compile(r"Noem dan dit nummer: <code>([\w-]+)</code>")


@dataclass
class Played:
    """A sick report from a browser that sends `traceparent`, and the log lines that followed.

    :ivar lines: log lines with the report's correlation id, by process
    :ivar wrong: the page that the same browser got at an address that does not exist
    :ivar wrong_lines: log lines with the number that this page shows, by process
    """

    lines: dict[str, list[dict[str, Any]]]
    wrong: requests.Response
    wrong_lines: dict[str, list[dict[str, Any]]]


def logged(logs: Path, correlation_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the log lines with a correlation id, by process."""
    found = defaultdict(list)
    for file in sorted(logs.glob("*.log")):
        for line in file.read_text().splitlines():
            if correlation_id in line and line.startswith("{"):
                found[file.stem].append(json.loads(line))
    return found


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    data = tmp_path_factory.mktemp("platform")
    with fresh_platform(bus="postgresql", today=MONDAY, keep=False, data=data) as state:
        cast, time = Cast(state.address), PlatformTime(state.address)
        case = read_case({"employees": [EMPLOYEE], "timeline": [], "until": MONDAY.isoformat()})
        employer = open_case(case, cast, time, Steps(prints=False))
        browser, answers = cast.contact._http, list[requests.Response]()
        browser.headers["traceparent"] = TRACEPARENT
        browser.hooks["response"].append(lambda answer, *_, **__: answers.append(answer))
        cast.contact.post("absence", "/sick-reports", {
            "employee_id": employer.employee_ids["anna"], "first_sick_day": MONDAY.isoformat(), "data_checked": True,
            "third_party": "NO"})
        time.wait_until_settled()
        wrong = browser.get(f"{state.address}/bestaat-niet", timeout=10)
        logs = Layout(data).logs
        yield Played(logged(logs, answers[0].headers["X-Correlation-ID"]), wrong,
                     logged(logs, NUMBER.findall(wrong.text)[0]))


@pytest.mark.e2e
class TestSickReport:
    @pytest.mark.parametrize("process", ["gateway", "absence-web", "casework-worker", "claims-worker"])
    def test_leaves_its_correlation_id_in_the_log_of_every_process_involved(self, played, process):
        assert played.lines[process]

    def test_passes_its_correlation_id_on_to_the_events_of_other_services(self, played):
        """Casework opens a dossier and claims opens a claim; absence handles both events."""
        types = {line.get("type") for line in played.lines["absence-worker"]}

        assert types >= {"nl.verzuim.casework.case.opened.v1", "nl.verzuim.claims.claim.opened.v1"}

    def test_is_one_trace_with_a_separate_span_per_hop(self, played):
        lines = [line for lines in played.lines.values() for line in lines]
        spans = {(process, line["request_id"]): line["span_id"] for process, lines in played.lines.items() for line in lines}

        assert {line["trace_id"] for line in lines} == {TRACE_ID}
        assert len(set(spans.values())) == len(spans)
        assert "b7ad6b7169203331" not in spans.values()

    def test_has_the_same_span_id_in_every_line_of_a_hop(self, played):
        hops = defaultdict(set)
        for process, lines in played.lines.items():
            for line in lines:
                hops[process, line["request_id"]].add(line["span_id"])

        assert {len(spans) for spans in hops.values()} == {1}


@pytest.mark.e2e
class TestErrorPage:
    def test_shows_the_number_that_the_log_holds(self, played):
        assert played.wrong.status_code == 404
        assert [line["status"] for line in played.wrong_lines["gateway"]] == [404]

    def test_shows_the_number_of_the_correlation_header(self, played):
        assert NUMBER.findall(played.wrong.text) == [played.wrong.headers["X-Correlation-ID"]]
