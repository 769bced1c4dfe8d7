"""An event that needs data from another topic or partition does not block others, and is handled once the data arrived."""
import itertools

import pytest
from sqlalchemy import select

from shared.bus.partitioning import partition_of
from shared.bus.tests.reading import wait_until
from shared.events.claims import DebtCreated
from shared.messaging.consumer import ATTEMPTS, NOT_YET_ATTEMPTS, Consumer
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import NotYet, Subscribers
from shared.messaging.tests.ledger import debt, effect, effects, message, note, parked, reading, with_header
from shared.messaging.tests.test_consumer_inbox_and_parking import PARTITIONS, consume, handler, in_one_partition

__all__ = ["consume", "handler"]


def in_two_partitions() -> tuple[str, str]:
    """Keys that are never delivered in one batch; the first one's partition is read first."""
    keys = sorted((f"P-{n}" for n in range(40)), key=lambda key: partition_of(key, PARTITIONS))
    return keys[0], keys[-1]


def in_need(later: str, first: str) -> Subscribers:
    """A reader whose events of one key need those of another."""
    subscribers = Subscribers("readers")

    @subscribers.on(DebtCreated)
    def take(session, event, envelope):
        if event.policy_number == later and first not in session.scalars(select(effect.c.key)).all():
            raise NotYet("the policy")
        note(session, event, envelope)

    return subscribers


class TestNotYet:
    A, B = in_one_partition(2)

    def test_is_tried_again_until_what_it_needs_has_come(self, database, bus, handler):
        handler.failures["1"] = NotYet("the policy")
        subscribers = Subscribers("readers")
        subscribers.on(DebtCreated)(handler)
        consumer = Consumer(database, bus, subscribers)
        bus.publish([message(debt("P-1", "1"))])
        with reading(bus) as subscription:
            handled = [consumer.handle_next(subscription, timeout=5) for _ in range(3)]
            del handler.failures["1"]
            handled.append(consumer.handle_next(subscription, timeout=5))

        assert handled == [0, 0, 0, 1]
        assert effects(database) == [("P-1", "1")]
        assert parked(database) == []

    def test_lets_other_partitions_bring_what_it_needs(self, database, bus):
        later, first = in_two_partitions()
        consumer = Consumer(database, bus, in_need(later, first))
        bus.publish([message(debt(later, "2")), message(debt(first, "1"))])
        with reading(bus) as subscription:
            wait_until(lambda: consumer.handle_next(subscription) is not None and len(effects(database)) == 2, "both")

        assert effects(database) == [(first, "1"), (later, "2")]
        assert parked(database) == []

    @pytest.mark.parametrize("is_repaired", [False, True])
    def test_is_handled_in_order_behind_what_it_needs_of_the_same_batch(self, database, bus, is_repaired):
        subscribers = in_need(self.A, self.B)
        if is_repaired:
            repair(subscribers)
        consumer = Consumer(database, bus, subscribers)
        bus.publish([with_header(message(debt(key, number)), "ce_sequence", count) for key, number, count in (
            (self.A, "1", b"1"), (self.A, "2", b"2"), (self.B, "3", b"1"))])

        with reading(bus) as subscription:
            handled = consumer.handle_next(subscription, timeout=5)

        assert handled == 3
        assert effects(database) == [(self.B, "3"), (self.A, "1"), (self.A, "2")]
        assert parked(database) == []

    def test_is_parked_in_the_end(self, database, consume, handler):
        handler.failures["1"] = NotYet("the policy")

        consume(message(debt(self.A, "1")), message(debt(self.B, "2")))

        assert handler.calls >= NOT_YET_ATTEMPTS
        assert parked(database) == [(self.A, "NotYet: the policy")]
        assert effects(database) == [(self.B, "2")]

    def test_is_tried_again_too_when_poison_came_in_the_same_batch(self, database, bus, handler):
        handler.failures.update({"1": ValueError("no such employee"), "2": NotYet("the policy")})
        subscribers = Subscribers("readers")
        subscribers.on(DebtCreated)(handler)
        consumer = Consumer(database, bus, subscribers)
        bus.publish([message(debt(self.A, "1")), message(debt(self.B, "2"))])
        with reading(bus) as subscription:
            waited = consumer.handle_next(subscription, timeout=5)
            del handler.failures["2"]
            consumer.handle_next(subscription, timeout=5)

        assert waited == 0
        assert [key for key, _ in parked(database)] == [self.A]
        assert effects(database) == [(self.B, "2")]

    def test_is_parked_in_the_end_though_others_succeed_in_between(self, database, bus, handler):
        stuck, other = in_two_partitions()
        handler.failures["1"] = RuntimeError("hiccup")
        subscribers = Subscribers("readers")
        subscribers.on(DebtCreated)(handler)
        consumer = Consumer(database, bus, subscribers)
        bus.publish([message(debt(stuck, "1"))])
        numbers = itertools.count(2)

        def goes_on() -> bool:
            bus.publish([message(debt(other, str(next(numbers))))])
            consumer.handle_next(subscription)
            return parked(database) != []

        with reading(bus) as subscription:
            wait_until(goes_on, "patience to end")

        assert parked(database) == [(stuck, "RuntimeError: hiccup")]
        assert len(effects(database)) >= ATTEMPTS - 1
