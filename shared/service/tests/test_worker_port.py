"""A worker's port reports liveness, readiness and metrics."""
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from shared.observability.heartbeats import Heartbeats
from shared.service.worker_port import PortTaken, watched_at


class Watch:
    """A clock set by the test."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def watched(**changes: object) -> Iterator[str]:
    """Serve the port of a healthy worker with the given changes; yields its URL."""
    behind: dict[str, Any] = {"metrics": lambda: b"ontzorg_up 1\n", "silent": list, "is_ready": lambda: True} | changes
    with watched_at("127.0.0.1", 0, **behind) as port:
        yield f"http://127.0.0.1:{port}"


class TestHeartbeats:
    def test_are_heard_whenever_a_part_looks_whether_it_must_stop(self):
        watch = Watch()
        hearts = Heartbeats(threading.Event(), ["relay", "jobs"], watch)
        watch.seconds = 100

        hearts.of("relay").is_set()

        assert hearts.silent(longer_than=60) == ["jobs"]

    def test_stop_every_part_at_once(self):
        stop = threading.Event()
        hearts = Heartbeats(stop, ["relay", "jobs"])

        stop.set()

        assert hearts.of("relay").is_set()
        assert hearts.of("jobs").wait(0)

    def test_tell_their_ages(self):
        watch = Watch()
        hearts = Heartbeats(threading.Event(), ["relay"], watch)
        watch.seconds = 3

        family, = hearts.collect()

        assert [(s.labels, s.value) for s in family.samples] == [({"part": "relay"}, 3)]


class TestWorkerPort:
    def test_tells_its_metrics(self):
        with watched() as address:
            answer = requests.get(f"{address}/metrics", timeout=5)

        assert (answer.status_code, answer.text) == (200, "ontzorg_up 1\n")
        assert answer.headers["Content-Type"].startswith("text/plain; version=")

    def test_is_live_while_all_parts_come_round(self):
        with watched() as address:
            assert requests.get(f"{address}/health/live", timeout=5).json() == {"status": "ok"}

    def test_is_not_live_with_a_part_that_hangs_and_names_it(self):
        with watched(silent=lambda: ["relay"]) as address:
            answer = requests.get(f"{address}/health/live", timeout=5)

        assert (answer.status_code, answer.json()) == (503, {"status": "failing", "silent": ["relay"]})

    @pytest.mark.parametrize(("is_ready", "status"), [(True, 200), (False, 503)])
    def test_is_ready_when_it_can_work(self, is_ready, status):
        with watched(is_ready=lambda: is_ready) as address:
            assert requests.get(f"{address}/health/ready", timeout=5).status_code == status

    @pytest.mark.parametrize("path", ["/", "/admin", "/health", "/metrics/../etc"])
    def test_has_nothing_else(self, path):
        with watched() as address:
            assert requests.get(address + path, timeout=5).status_code == 404

    def test_says_which_port_is_taken(self):
        with watched() as address, pytest.raises(PortTaken, match=address.rsplit(":", 1)[1]), watched_at(
                "127.0.0.1", int(address.rsplit(":", 1)[1]), metrics=bytes, silent=list, is_ready=lambda: True):
            pass

    def test_goes_on_after_a_failure_to_tell(self):
        def fail() -> bytes:
            raise RuntimeError("broken")

        with watched(metrics=fail) as address:
            with pytest.raises(requests.ConnectionError):
                requests.get(f"{address}/metrics", timeout=5)

            assert requests.get(f"{address}/health/live", timeout=5).status_code == 200
