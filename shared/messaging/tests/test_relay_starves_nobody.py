"""Events of a topic that the bus refuses do not delay those of other topics, however many are in the outbox."""
import threading
from collections.abc import Sequence

import pytest

from shared.bus.port import BusError, Message, PublishError
from shared.bus.tests.reading import wait_until
from shared.events.claims import DebtCreated
from shared.events.repair import REPAIR_TOPIC, SnapshotRequested
from shared.messaging.relay import BATCH, Relay
from shared.messaging.tests.ledger import commit_events, debt, waiting


class BusThatRefuses:
    """Refuses one topic while `refuses` is set, and stores the others."""

    def __init__(self, topic: str) -> None:
        self.stored: list[Message] = []
        self.refuses = threading.Event()
        self.refuses.set()
        self._topic = topic

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        refused = [i for i, message in enumerate(messages) if message.topic == self._topic and self.refuses.is_set()]
        self.stored += [message for i, message in enumerate(messages) if i not in refused]
        if refused:
            raise PublishError(refused, BusError(f"no right to write to {self._topic}"))


@pytest.fixture
def many_refused(database) -> BusThatRefuses:
    """More than one batch of events of a refused topic, followed by one event of another topic."""
    commit_events(database, *(debt(f"P-{n % 7}", str(n)) for n in range(BATCH + 10)))
    commit_events(database, SnapshotRequested(aggregate_topic="a", aggregate_key="k", reader="claims", after_sequence=1))
    return BusThatRefuses(DebtCreated.topic())


class TestRefusedTopic:
    def test_leaves_the_way_to_others(self, database, many_refused):
        relay = Relay(database, many_refused)

        with pytest.raises(PublishError):
            relay.drain()
        sent = relay.drain()

        assert sent == 1
        assert [message.topic for message in many_refused.stored] == [REPAIR_TOPIC]

    def test_is_tried_again_and_arrives_in_order(self, database, many_refused):
        relay, stop = Relay(database, many_refused), threading.Event()
        thread = threading.Thread(target=relay.run, args=(stop,))
        thread.start()
        try:
            wait_until(lambda: many_refused.stored != [], "the other topic")
            many_refused.refuses.clear()
            wait_until(lambda: waiting(database) == [], "the rest")
        finally:
            stop.set()
            thread.join()

        values = [message.value for message in many_refused.stored if message.key == "P-3"]
        assert all(b'"debt_id": "%d"' % n in value for n, value in zip(range(3, BATCH + 10, 7), values, strict=True))
