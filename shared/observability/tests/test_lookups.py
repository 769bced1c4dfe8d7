"""Lookups limit the load of scrapes: results are cached, waits are bounded, failures stay isolated."""
import threading
from collections.abc import Iterable

import pytest
from prometheus_client.core import Metric

from shared.observability.exposition import Exposition
from shared.observability.lookups import Lookup, Lookups
from shared.observability.metrics import OUTBOX_PENDING


class Source:
    """A dependency that counts its queries; it can fail or delay its answer."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails = False
        self.may_answer = threading.Event()
        self.may_answer.set()

    def ask(self) -> Iterable[Metric]:
        self.asked += 1
        assert self.may_answer.wait(10)
        if self.fails:
            raise ConnectionError("away")
        return [OUTBOX_PENDING.sample(self.asked)]


class Watch:
    """A monotonic clock set by the test."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def source():
    made = Source()
    yield made
    made.may_answer.set()


@pytest.fixture
def watch():
    return Watch()


def exposed(*lookups: Lookup) -> str:
    """Return the lines of the metrics page that concern the outbox and the dependencies."""
    text = Exposition("claims", "worker").render(Lookups(*lookups)).decode()
    return "\n".join(line for line in text.splitlines() if line.startswith(("ontzorg_outbox", "ontzorg_dependency")))


class TestLookup:
    def test_reuses_a_fresh_result(self, source, watch):
        lookup = Lookup("database", source.ask, fresh_seconds=5, monotonic=watch)

        lookup.values()
        watch.seconds = 4.9
        lookup.values()

        assert source.asked == 1

    def test_queries_again_when_the_result_is_stale(self, source, watch):
        lookup = Lookup("database", source.ask, fresh_seconds=5, monotonic=watch)
        lookup.values()
        watch.seconds = 5.1

        _, (family,) = lookup.values()

        assert family.samples[0].value == 2

    def test_waits_no_longer_than_its_patience_and_runs_one_query_at_a_time(self, source):
        source.may_answer.clear()
        lookup = Lookup("database", source.ask, patience_seconds=0.05)

        answers = [lookup.values() for _ in range(3)]

        assert answers == [(False, [])] * 3
        assert source.asked == 1

    def test_serves_the_last_result_while_an_expensive_query_runs_in_the_background(self, source, watch):
        lookup = Lookup("database", source.ask, fresh_seconds=5, patience_seconds=0, monotonic=watch)
        lookup._look()
        source.may_answer.clear()
        watch.seconds = 6

        is_up, (family,) = lookup.values()

        assert (is_up, family.samples[0].value) == (True, 1)


class TestLookups:
    def test_carry_the_component_and_role_of_the_process(self, source):
        assert exposed(Lookup("database", source.ask)).splitlines() == [
            'ontzorg_outbox_pending_events{component="claims",role="worker"} 1.0',
            'ontzorg_dependency_up{component="claims",dependency="database",role="worker"} 1.0']

    def test_report_a_failed_dependency_without_losing_the_others(self, source):
        gone = Source()
        gone.fails = True

        text = exposed(Lookup("bus", gone.ask), Lookup("database", source.ask))

        assert 'dependency="bus",role="worker"} 0.0' in text
        assert 'dependency="database",role="worker"} 1.0' in text
        assert "ontzorg_outbox_pending_events" in text

    def test_return_the_same_text_when_read_twice(self, source):
        lookup = Lookup("database", source.ask)

        assert exposed(lookup) == exposed(lookup)
