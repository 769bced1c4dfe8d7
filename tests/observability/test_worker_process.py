"""A worker process serves health and metrics to Kubernetes and Prometheus while it runs, and shuts down cleanly."""
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from cli.platform.ports import free_ports
from shared.bus.catalogue import partitions, topics_of
from shared.bus.embedded.adapter import EmbeddedBus
from shared.testing.service import template_of
from shared.testing.temporary_server import TemporaryServer

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 90


@dataclass
class Worker:
    """A running worker of claims."""

    address: str
    process: "subprocess.Popen[bytes]"

    def get(self, path: str) -> requests.Response:
        """Send a GET request to the worker's port."""
        return requests.get(self.address + path, timeout=5)


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds; fail after `SECONDS`."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def worker(postgres_server, tmp_path_factory) -> Iterator[Worker]:
    with running(postgres_server, tmp_path_factory.mktemp("worker")) as started:
        yield started


@contextmanager
def running(postgres_server: TemporaryServer, directory: Path) -> Iterator[Worker]:
    """Start a worker of claims and wait until it is ready."""
    url = postgres_server.new_database("claims_worker", template=template_of(postgres_server, "claims"))
    bus_url = postgres_server.new_database("claims_worker_bus")
    bus = EmbeddedBus(bus_url)
    bus.ensure_topics(partitions(topics_of("claims")))
    bus.close()
    port, = free_ports(1)
    ready = directory / "ready"
    environ = os.environ | {
        "PYTHONPATH": str(ROOT), "CLAIMS_DATABASE_URL": url, "ONTZORG_BUS_URL": bus_url, "ONTZORG_ISSUER": "https://issuer.test",
        "ONTZORG_JWKS_URL": "https://issuer.test/jwks", "ONTZORG_ENVIRONMENT": "test", "CLAIMS_WORKER_PORT": str(port),
        "ONTZORG_READY_FILE": str(ready), "ONTZORG_LOG_LEVEL": "WARNING"}
    process = subprocess.Popen([sys.executable, "-m", "cli.run.serve", "claims", "worker"], cwd=ROOT, env=environ)
    try:
        wait_for(lambda: ready.exists() or process.poll() is not None)
        yield Worker(f"http://127.0.0.1:{port}", process)
    finally:
        process.kill()
        process.wait()


class TestWorker:
    def test_is_live_and_ready(self, worker):
        assert worker.get("/health/live").status_code == 200
        assert worker.get("/health/ready").status_code == 200

    def test_exposes_gauges_of_outbox_bus_jobs_and_its_own_tables(self, worker):
        wait_for(lambda: "ontzorg_member_joins" in worker.get("/metrics").text)

        page = worker.get("/metrics").text

        for name in ("ontzorg_outbox_pending_events", "ontzorg_outbox_oldest_seconds", "ontzorg_parked_keys",
                     "ontzorg_payment_late_seconds", "ontzorg_member_unsettled_seconds", "ontzorg_database_connections_most"):
            assert f'{name}{{component="claims",role="worker"}}' in page
        assert 'ontzorg_dependency_up{component="claims",dependency="database",role="worker"} 1.0' in page
        assert 'ontzorg_dependency_up{component="claims",dependency="bus",role="worker"} 1.0' in page
        assert ('ontzorg_consumer_lag_events{component="claims",partition="0",role="worker",'
                'topic="ontzorg.absence.v1"} 0.0') in page

    def test_exposes_counters_with_value_zero_before_the_first_event(self, worker):
        page = worker.get("/metrics").text

        assert 'ontzorg_events_sent_total{component="claims",role="worker",type="nl.verzuim.claims.claim.opened.v1"} 0.0' in page
        assert ('ontzorg_events_handled_total{component="claims",role="worker",'
                'type="nl.verzuim.absence.sick-report.filed.v1"} 0.0') in page

    @pytest.mark.promtool
    def test_exposes_metrics_that_prometheus_accepts(self, worker):
        checked = subprocess.run(["promtool", "check", "metrics"], input=worker.get("/metrics").text, capture_output=True,
                                 text=True, timeout=30, check=False)

        assert checked.returncode == 0, checked.stdout + checked.stderr


class TestWorkerThatEnds:
    def test_closes_its_port_and_exits_with_status_zero(self, postgres_server, tmp_path):
        with running(postgres_server, tmp_path) as worker:
            worker.process.send_signal(signal.SIGTERM)

            assert worker.process.wait(SECONDS) == 0
            with pytest.raises(requests.ConnectionError):
                worker.get("/health/live")
