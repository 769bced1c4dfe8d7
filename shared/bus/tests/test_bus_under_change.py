"""The contract of the bus during a long batch and while partitions are raised."""
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest

from shared.bus.port import BusError, Fenced, PublishError
from shared.bus.tests.reading import Rounds, drain, handle_next, numbered, unread, values_by_key, wait_until

KEYS = [f"key-{number}" for number in range(10)]


class TestPartitions:
    def test_are_unchanged_if_the_number_is_already_reached(self, bus, topic, group):
        bus.ensure_topics({topic: 7})
        bus.ensure_topics({topic: 2})

        assert len(bus.lag(group, [topic])) == 4

    def test_are_raised_under_load_without_losing_or_reordering_events(self, backend, topic, group):
        with closing(backend.open_impatient()) as bus, ThreadPoolExecutor(4) as pool:
            records, stop, writing = [], threading.Event(), threading.Event()
            readers = [pool.submit(_read_until, stop, lambda: bus.subscribe(group, [topic]), records) for _ in range(2)]
            rounds = Rounds(bus, topic, [f"key-{number}" for number in range(40)])
            writer = pool.submit(_write_until, writing, rounds)
            try:
                wait_until(lambda: len(records) > 200, "records before")
                bus.raise_partitions(topic, 9, [group])
                before = rounds.published
                wait_until(lambda: rounds.published > before + 400, "writing to go on")
                writing.set()
                writer.result()
                wait_until(lambda: len({(r.partition, r.offset) for r in records}) >= rounds.published, "all records")
            finally:
                writing.set()
                stop.set()
            for reader in readers:
                reader.result()

            assert {record.partition for record in records} == set(range(9))
            assert _first_seen(records) == rounds.values_by_key()

    def test_are_unchanged_if_a_reader_does_not_catch_up(self, backend, topic, group):
        with closing(backend.open_impatient()) as bus:
            bus.publish(numbered(topic, "k", range(3)))
            with closing(bus.subscribe(group, [topic])) as subscription:
                drain(subscription, 1, commit=False)

                with pytest.raises(BusError, match=f"{group} did not catch up"):
                    bus.raise_partitions(topic, 6, [group], timeout=0.5)

            bus.publish(numbered(topic, "k", range(3, 4)))
            assert len(bus.lag(group, [topic])) == 4


class TestLongWork:
    def test_keeps_the_membership_for_many_times_the_stall_limit(self, backend, topic, group):
        with closing(backend.open_impatient()) as bus:
            bus.publish(numbered(topic, "k", range(5)))
            with closing(bus.subscribe(group, [topic], "slow")) as slow:
                drain(slow, 5, commit=False)
                joined = slow.health().rebalances

                with slow.busy():
                    _work_for(3 * backend.stall_seconds)

                slow.commit()
                bus.publish(numbered(topic, "k", range(5, 7)))
                assert values_by_key(drain(slow, 2)) == {"k": [5, 6]}
                assert slow.health().stable
                assert slow.health().rebalances == joined
            assert unread(bus, group, topic) == 0

    def test_lets_another_member_join_without_redelivering_committed_records(self, backend, bus, topic, group):
        with closing(backend.open_impatient()) as impatient:
            rounds, records, stop, committed = Rounds(impatient, topic, KEYS), [], threading.Event(), set()
            rounds.publish()
            with closing(impatient.subscribe(group, [topic], "slow")) as slow, ThreadPoolExecutor(1) as pool:
                in_hand = drain(slow, 1, commit=False)
                with slow.busy():
                    other = pool.submit(_read_until, stop, lambda: impatient.subscribe(group, [topic], "other"), records)
                    _work_for(3 * backend.stall_seconds)
                try:
                    records.extend(in_hand)
                    with suppress(Fenced):
                        slow.commit()
                        committed.update((record.partition, record.offset) for record in in_hand)
                    rounds.publish()

                    def all_came() -> bool:
                        handle_next(slow, records)
                        return len({(r.partition, r.offset) for r in records}) == rounds.published

                    wait_until(all_came, "all records")
                finally:
                    stop.set()
                other.result()

            assert values_by_key(records) == rounds.values_by_key()
            assert all(sum((r.partition, r.offset) == place for r in records) == 1 for place in committed)

    def test_never_ends_the_keeper_with_an_exception(self, bus, topic, group):
        bus.publish(numbered(topic, "k", range(3)))
        with closing(bus.subscribe(group, [topic])) as subscription:
            drain(subscription, 3, commit=False)

            with pytest.raises(ZeroDivisionError), subscription.busy():
                _ = 1 / 0
            subscription.rewind()

            assert values_by_key(drain(subscription, 3)) == {"k": [0, 1, 2]}


def _work_for(seconds: float) -> None:
    """Work without any call to the bus."""
    threading.Event().wait(seconds)


def _write_until(stop, rounds) -> None:
    while not stop.is_set():
        try:
            rounds.publish()
        except PublishError:
            stop.wait(0.05)


def _first_seen(records) -> dict[str, list[int]]:
    """Return the values per key in the order of first handling; repeats after a failed publish count once."""
    values: dict[str, list[int]] = {}
    for record in records:
        if int(record.value) not in (seen := values.setdefault(record.key, [])):
            seen.append(int(record.value))
    return values


def _read_until(stop, subscribe, records) -> None:
    with closing(subscribe()) as member:
        while not stop.is_set():
            handle_next(member, records)
