"""Every command, link, metric and log message in a runbook exists."""
import re
import shlex
from pathlib import Path

import click
import pytest

from cli.__main__ import main
from tests.deployment.rendering import services
from tests.observability.known_metrics import metric_names

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs/runbooks").glob("*.md"))
LINES = sorted({line for page in PAGES for line in page.read_text().splitlines() if line.startswith("./ontzorg ")})
METRIC = re.compile(r"\bontzorg_[a-z_]+")
IN_COMPOSE = re.compile(r"^docker compose (?:ps|logs(?: --?\w+ \w+)*|exec|restart|up -d) ([a-z<][\w<>-]*)")
ON_CLUSTER = re.compile(r"(deployment|statefulset|cronjob|cluster|hpa|psql|status)(?: -n ontzorg)?[ /]<service>-(\w+)")
SEARCHES = sorted({words for page in PAGES for words in re.findall(r"grep '([^']+)'", page.read_text())})
LOGGED = "\n".join([*(path.read_text() for part in ("shared", "services") for path in (ROOT / part).rglob("*.py")
                      if "tests" not in path.parts), '"status": 401', "HttpsJwks"])
"""Where a searched log text must occur: log messages are literals in the code; status fields and Kafka's class are added."""
LINK = re.compile(r"\]\((?!http)([^)#]+)\)")


class TestCommands:
    @pytest.mark.parametrize("line", LINES)
    def test_exist_with_their_options(self, line: str):
        words = shlex.split(line)[1:]
        command: click.Command = main

        while isinstance(command, click.Group):
            found = command.get_command(click.Context(command), words.pop(0))
            assert found is not None
            command = found

        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known


class TestLinks:
    @pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
    def test_lead_to_existing_pages(self, page: Path):
        assert [link for link in LINK.findall(page.read_text()) if not (page.parent / link).is_file()] == []


class TestMetrics:
    @pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
    def test_named_in_a_runbook_exist(self, page: Path):
        named = set(METRIC.findall(page.read_text()))

        assert named <= metric_names()


class TestSearches:
    @pytest.mark.parametrize("words", SEARCHES)
    def test_look_for_texts_that_a_process_logs(self, words: str):
        assert [word for word in words.split(r"\|") if word not in LOGGED] == []


class TestNames:
    def test_of_compose_services_exist(self):
        lines = [line for page in PAGES for line in page.read_text().splitlines() if line.startswith("docker compose ")]
        named = {word.replace("<service>", "claims") for line in lines for word in IN_COMPOSE.findall(line)}

        assert {"postgres", "kafka", "claims", "claims-worker"} <= named
        assert named <= set(services({}))

    def test_of_cluster_resources_follow_the_manifests(self):
        named = {(kind, name) for page in PAGES for kind, name in ON_CLUSTER.findall(page.read_text())}

        assert named == {("deployment", "web"), ("statefulset", "worker"), ("cronjob", "jobs"), ("cluster", "db"), ("hpa", "web"),
                         ("psql", "db"), ("status", "db")}
