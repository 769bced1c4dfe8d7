"""Looking up a gauge never harms: not by asking often, not by waiting, not by failing."""
import threading
from collections.abc import Iterable

import pytest
from prometheus_client.core import Metric

from shared.observability.exposition import Teller, exposition
from shared.observability.lookups import Lookup, Lookups
from shared.observability.metrics import OUTBOX_PENDING


class Source:
    """Something that is asked and counts how often; it may fail or hold its answer back."""

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
        return [OUTBOX_PENDING.telling(self.asked)]


class Watch:
    """A clock that is moved by hand."""

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


def told(*lookups: Lookup) -> str:
    """What Prometheus reads of them."""
    text = exposition(Teller("claims", "worker"), Lookups(*lookups)).decode()
    return "\n".join(line for line in text.splitlines() if line.startswith(("ontzorg_outbox", "ontzorg_dependency")))


class TestLookup:
    def test_serves_an_answer_for_some_seconds(self, source, watch):
        lookup = Lookup("database", source.ask, fresh_seconds=5, monotonic=watch)

        lookup.values()
        watch.seconds = 4.9
        lookup.values()

        assert source.asked == 1

    def test_asks_again_when_the_answer_is_old(self, source, watch):
        lookup = Lookup("database", source.ask, fresh_seconds=5, monotonic=watch)
        lookup.values()
        watch.seconds = 5.1

        _, (family,) = lookup.values()

        assert family.samples[0].value == 2

    def test_does_not_wait_longer_than_its_patience_and_asks_once_at_a_time(self, source):
        source.may_answer.clear()
        lookup = Lookup("database", source.ask, patience_seconds=0.05)

        answers = [lookup.values() for _ in range(3)]

        assert answers == [(False, [])] * 3
        assert source.asked == 1

    def test_leaves_an_expensive_question_to_the_background_and_tells_what_it_knew(self, source, watch):
        lookup = Lookup("database", source.ask, fresh_seconds=5, patience_seconds=0, monotonic=watch)
        lookup._look()
        source.may_answer.clear()
        watch.seconds = 6

        is_up, (family,) = lookup.values()

        assert (is_up, family.samples[0].value) == (True, 1)


class TestLookups:
    def test_name_who_tells(self, source):
        assert told(Lookup("database", source.ask)).splitlines() == [
            'ontzorg_outbox_pending_events{component="claims",role="worker"} 1.0',
            'ontzorg_dependency_up{component="claims",dependency="database",role="worker"} 1.0']

    def test_tell_that_a_dependency_is_away_and_still_all_the_rest(self, source):
        gone = Source()
        gone.fails = True

        text = told(Lookup("bus", gone.ask), Lookup("database", source.ask))

        assert 'dependency="bus",role="worker"} 0.0' in text
        assert 'dependency="database",role="worker"} 1.0' in text
        assert "ontzorg_outbox_pending_events" in text

    def test_are_the_same_however_often_they_are_read(self, source):
        lookup = Lookup("database", source.ask)

        assert told(lookup) == told(lookup)
