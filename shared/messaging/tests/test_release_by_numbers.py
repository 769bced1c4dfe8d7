"""Parked events are released by sequence number, also when the second event of a key arrived after the third."""
import pytest

from shared.bus.port import Message
from shared.events.claims import DebtCreated
from shared.messaging.consumer import Consumer
from shared.messaging.parked.release import drop, release
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers
from shared.messaging.tests.ledger import debt, effects, message, parked, reading, with_header
from shared.messaging.tests.test_release_of_parked_events import SECONDS, handler, ids

__all__ = ["handler"]


class TestAKeyWhoseEventsCameOutOfOrder:
    """The third event was held because the second had not arrived; then the second arrives."""

    @pytest.fixture
    def subscribers(self, handler):
        made = Subscribers("readers")
        made.on(DebtCreated)(handler)
        repair(made)
        return made

    @pytest.fixture
    def come(self, database, bus, subscribers):
        consumer = Consumer(database, bus, subscribers)

        def come(*messages: Message) -> None:
            with reading(bus) as subscription:
                for one in messages:
                    bus.publish([one])
                    assert consumer.handle_next(subscription, SECONDS) == 1

        return come

    def test_is_released_by_their_numbers(self, database, subscribers, come, handler):
        handler.failures["2"] = ValueError("no such employee")
        come(numbered(1), numbered(3), numbered(2), numbered(4))
        handler.failures.clear()

        outcome = release(database, subscribers, ids(database, "P-1")[0], actor_id="petra")

        assert (outcome.released, outcome.waiting) == (3, 0)
        assert effects(database) == [("P-1", str(number)) for number in (1, 2, 3, 4)]

    def test_goes_on_when_the_one_that_failed_is_dropped(self, database, subscribers, come, handler):
        handler.failures["2"] = ValueError("no such employee")
        come(numbered(1), numbered(3), numbered(2))
        failed = next(each for each in ids(database, "P-1") if each == id_of(numbered(2)))
        handler.failures.clear()

        outcome = drop(database, subscribers, failed, actor_id="petra", explanation="sent twice by hand")

        assert (outcome.released, outcome.waiting) == (1, 0)
        assert effects(database) == [("P-1", "1"), ("P-1", "3")]

    def test_keeps_one_of_them_that_nobody_can_read(self, database, come):
        third = numbered(3)

        come(numbered(1), Message(third.topic, third.key, b"not json", third.headers), numbered(2))

        assert effects(database) == [("P-1", "1"), ("P-1", "2")]
        [(key, error)] = parked(database)
        assert key == "P-1"
        assert error.startswith(DebtCreated.TYPE)


def numbered(number: int) -> Message:
    """An event of P-1 with this sequence number, and an id derived from it."""
    one = with_header(message(debt("P-1", str(number))), "ce_sequence", str(number).encode())
    return with_header(one, "ce_id", f"event-{number}".encode())


def id_of(one: Message) -> str:
    return dict(one.headers)["ce_id"].decode()
