"""The contract of the bus, checked for every adapter on a real server."""
import multiprocessing
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from shared.bus.factory import open_bus
from shared.bus.partitioning import partition_of
from shared.bus.port import MAX_MESSAGE_BYTES, BusError, Fenced, Message, MessageTooLarge, PublishError
from shared.bus.tests import reader_process
from shared.bus.tests.reading import (
    DEADLINE_SECONDS,
    Rounds,
    drain,
    handle_next,
    numbered,
    unread,
    values_by_key,
    wait_until,
)

KEYS = [f"key-{number}" for number in range(10)]


class TestPublishing:
    def test_carries_bytes_and_headers_unchanged(self, bus, topic, group):
        sent = [
            Message(topic, "plain", b"\x00\xff\x01", (("id", b"\x00\xfe"), ("id", b"again"), ("empty", b""))),
            Message(topic, "zieké-werknemer", b"no headers"),
            Message(topic, "empty-value", b""),
            Message(topic, "", b"empty key")]

        bus.publish(sent)

        with closing(bus.subscribe(group, [topic])) as subscription:
            records = drain(subscription, 4)
        assert {(r.topic, r.key, r.value, r.headers) for r in records} == {
            (m.topic, m.key, m.value, m.headers) for m in sent}

    def test_stamps_each_record_with_its_publication_time(self, bus, topic, group):
        before = time.time() * 1000

        bus.publish([Message(topic, "k", b"x")])

        with closing(bus.subscribe(group, [topic])) as subscription:
            record, = drain(subscription, 1)
        assert before - 1 <= record.timestamp_ms <= time.time() * 1000 + 1

    def test_chooses_the_partition_of_a_key_by_murmur2(self, bus, topic, group):
        bus.publish([Message(topic, f"key-{number}", b"x") for number in range(200)])

        with closing(bus.subscribe(group, [topic])) as subscription:
            records = drain(subscription, 200)
        assert {r.key: r.partition for r in records} == {f"key-{n}": partition_of(f"key-{n}", 4) for n in range(200)}

    def test_keeps_events_with_the_same_key_in_order_under_four_concurrent_publishers(self, bus, topic, group):
        def publish(key: str) -> None:
            for start in range(0, 200, 10):
                bus.publish(numbered(topic, key, range(start, start + 10)))

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(publish, KEYS[:4]))

        with closing(bus.subscribe(group, [topic])) as subscription:
            records = drain(subscription, 800)
        assert values_by_key(records) == {key: list(range(200)) for key in KEYS[:4]}

    def test_accepts_a_message_of_the_maximum_size(self, bus, topic, group):
        bus.publish([Message(topic, "k", b"x" * (MAX_MESSAGE_BYTES - 1))])

        with closing(bus.subscribe(group, [topic])) as subscription:
            assert len(drain(subscription, 1)[0].value) == MAX_MESSAGE_BYTES - 1

    def test_refuses_the_whole_batch_if_one_message_is_one_byte_too_large(self, bus, topic, group):
        batch = [Message(topic, "k", b"first"), Message(topic, "k", b"x" * MAX_MESSAGE_BYTES)]

        with pytest.raises(PublishError) as refused:
            bus.publish(batch)

        assert refused.value.failed == (0, 1)
        assert isinstance(refused.value.cause, MessageTooLarge)
        assert {end for _, end in bus.lag(group, [topic]).values()} == {0}

    def test_refuses_to_publish_to_a_topic_that_does_not_exist(self, bus, topic):
        with pytest.raises(PublishError) as refused:
            bus.publish([Message(f"{topic}.unknown", "k", b"x")])

        assert refused.value.failed == (0,)

    def test_does_nothing_for_an_empty_batch(self, bus):
        bus.publish([])

    @pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")  # from Python 3.12 on
    def test_publishes_from_a_process_forked_after_its_parent_published(self, bus, topic, group):
        bus.publish(numbered(topic, "k", range(1)))
        child = multiprocessing.get_context("fork").Process(
            target=lambda: bus.publish(numbered(topic, "k", range(1, 2))))

        child.start()
        child.join(DEADLINE_SECONDS)
        bus.publish(numbered(topic, "k", range(2, 3)))

        assert child.exitcode == 0
        with closing(bus.subscribe(group, [topic])) as subscription:
            assert values_by_key(drain(subscription, 3)) == {"k": [0, 1, 2]}


class TestReading:
    def test_delivers_every_record_to_each_group(self, bus, topic):
        bus.publish([Message(topic, key, b"x") for key in KEYS])

        for name in (f"{topic}.first", f"{topic}.second"):
            with closing(bus.subscribe(name, [topic])) as subscription:
                assert len(drain(subscription, 10)) == 10

    def test_reads_only_the_subscribed_topics(self, bus, topic, group):
        bus.ensure_topics({f"{topic}.b": 2, f"{topic}.noise": 1})
        bus.publish([Message(f"{topic}.noise", "k", b"x"), Message(topic, "k", b"a"), Message(f"{topic}.b", "k", b"b")])

        with closing(bus.subscribe(group, [topic, f"{topic}.b"])) as subscription:
            assert {record.value for record in drain(subscription, 2)} == {b"a", b"b"}

    def test_resumes_after_the_committed_records(self, bus, topic, group):
        bus.publish([Message(topic, key, b"old") for key in KEYS])
        with closing(bus.subscribe(group, [topic])) as subscription:
            drain(subscription, 10)
        bus.publish([Message(topic, "k", b"new")])

        with closing(bus.subscribe(group, [topic])) as subscription:
            assert [record.value for record in drain(subscription, 1)] == [b"new"]

    def test_redelivers_uncommitted_records(self, bus, topic, group):
        bus.publish(numbered(topic, "k", range(5)))
        with closing(bus.subscribe(group, [topic])) as subscription:
            drain(subscription, 5, commit=False)

        with closing(bus.subscribe(group, [topic])) as subscription:
            assert values_by_key(drain(subscription, 5)) == {"k": [0, 1, 2, 3, 4]}

    def test_reads_several_batches_before_a_commit_and_commits_all_of_them(self, bus, topic, group):
        bus.publish(numbered(topic, "k", range(5)))
        with closing(bus.subscribe(group, [topic])) as subscription:
            drain(subscription, 5, commit=False)
            bus.publish(numbered(topic, "k", range(5, 8)))

            later = drain(subscription, 3, commit=False)
            subscription.commit()

        assert values_by_key(later) == {"k": [5, 6, 7]}
        assert unread(bus, group, topic) == 0

    def test_redelivers_only_uncommitted_records_after_a_rewind(self, bus, topic, group):
        bus.publish(numbered(topic, "k", range(3)))
        with closing(bus.subscribe(group, [topic])) as subscription:
            drain(subscription, 3)
            bus.publish(numbered(topic, "k", range(3, 6)))
            drain(subscription, 3, commit=False)

            subscription.rewind()

            assert values_by_key(drain(subscription, 3)) == {"k": [3, 4, 5]}

    def test_replays_from_an_offset(self, bus, topic, group):
        bus.publish(numbered(topic, "k", range(30)))
        with closing(bus.subscribe(group, [topic])) as subscription:
            partition = drain(subscription, 30)[0].partition

            subscription.seek(topic, partition, 10)

            replayed = drain(subscription, 20)
        assert [(record.offset, record.value) for record in replayed] == [(n, b"%d" % n) for n in range(10, 30)]
        assert unread(bus, group, topic) == 0

    def test_rewinds_a_replay_to_its_first_offset(self, bus, topic, group):
        bus.publish(numbered(topic, "k", range(30)))
        with closing(bus.subscribe(group, [topic])) as subscription:
            partition = drain(subscription, 30)[0].partition
            subscription.seek(topic, partition, 25)
            drain(subscription, 5, commit=False)

            subscription.rewind()

            assert values_by_key(drain(subscription, 5)) == {"k": [25, 26, 27, 28, 29]}

    def test_wakes_a_waiting_reader_within_fifty_milliseconds(self, bus, topic, group):
        waiting, arrived, delays = threading.Event(), threading.Event(), []
        with closing(bus.subscribe(group, [topic])) as subscription:
            bus.publish([Message(topic, "k", b"first")])
            drain(subscription, 1)

            def read() -> None:
                for _ in range(30):
                    waiting.set()
                    record, = drain(subscription, 1)
                    delays.append(time.monotonic() - float(record.value))
                    arrived.set()

            with ThreadPoolExecutor(1) as pool:
                reading = pool.submit(read)
                for _ in range(30):
                    assert waiting.wait(DEADLINE_SECONDS)
                    waiting.clear()
                    arrived.clear()
                    bus.publish([Message(topic, "k", b"%f" % time.monotonic())])
                    assert arrived.wait(DEADLINE_SECONDS)
                reading.result()
        assert statistics.median(delays) < 0.050

    def test_refuses_to_read_a_topic_that_does_not_exist(self, bus, topic, group):
        with pytest.raises(BusError, match="no such topic"):
            bus.subscribe(group, [topic, f"{topic}.unknown"])


class TestLag:
    def test_counts_the_unread_records_of_a_group(self, bus, topic, group):
        bus.publish([Message(topic, f"key-{number}", b"x") for number in range(100)])
        before = unread(bus, group, topic)
        with closing(bus.subscribe(group, [topic])) as subscription:
            drain(subscription, 100)
        after = unread(bus, group, topic)
        bus.publish([Message(topic, f"key-{number}", b"x") for number in range(7)])

        assert (before, after, unread(bus, group, topic)) == (100, 0, 7)
        assert sorted(bus.lag(group, [topic])) == [(topic, partition) for partition in range(4)]


class TestMembers:
    def test_share_partitions_and_take_over_on_close(self, bus, topic, group):
        first, second = bus.subscribe(group, [topic]), bus.subscribe(group, [topic])
        rounds, records, served = Rounds(bus, topic, KEYS), [], set()

        def both_are_served() -> bool:
            rounds.publish()
            for member in (first, second):
                served.update([id(member)] if handle_next(member, records) else [])
            return len(served) == 2

        def all_arrived() -> bool:
            handle_next(second, records)
            return len({(record.partition, record.offset) for record in records}) == rounds.published

        wait_until(both_are_served, "both members to be given records")
        first.close()
        rounds.publish()
        wait_until(all_arrived, "all records")
        second.close()

        assert values_by_key(records) == rounds.values_by_key()

    def test_neither_lose_nor_reorder_records_when_one_is_killed(self, backend, bus, topic, journal, group):
        readers = [reader_process.start(backend.url, group, topic, name, journal) for name in ("one", "two")]
        rounds = Rounds(bus, topic, KEYS)

        def both_are_served() -> bool:
            rounds.publish()
            return {line[0] for line in reader_process.lines(journal)} == {"one", "two"}

        try:
            wait_until(both_are_served, "both readers to be given records")
            readers[0].kill()
            rounds.publish(times=50)
            readers.append(reader_process.start(backend.url, group, topic, "one", journal))
            rounds.publish(times=50)
            wait_until(lambda: len(reader_process.records(journal)) >= rounds.published, "all records")
        finally:
            for reader in readers:
                reader.kill()
                reader.wait()

        assert values_by_key(reader_process.records(journal)) == rounds.values_by_key()

    def test_keep_their_partitions_over_a_restart(self, backend, bus, topic, journal, group):
        bus.publish(numbered(topic, "k", range(1)))
        reader = reader_process.start(backend.url, group, topic, "member-1", journal)
        wait_until(lambda: bool(reader_process.lines(journal)), "the first record")
        reader.kill()
        reader.wait()
        bus.publish(numbered(topic, "k", range(1, 2)))

        restarted_at = time.monotonic()
        reader = reader_process.start(backend.url, group, topic, "member-1", journal)
        wait_until(lambda: values_by_key(reader_process.records(journal)) == {"k": [0, 1]}, "the second record")
        reader.kill()
        reader.wait()

        assert time.monotonic() - restarted_at < 7  # a session has at least seven and a half left

    def test_are_fenced_when_they_stall(self, backend, topic, group):
        with closing(backend.open_impatient()) as bus:
            bus.publish(numbered(topic, "k", range(5)))
            stalled = bus.subscribe(group, [topic])
            drain(stalled, 5, commit=False)

            with closing(bus.subscribe(group, [topic])) as other:
                taken_over = drain(other, 5)

            assert values_by_key(taken_over) == {"k": [0, 1, 2, 3, 4]}
            with pytest.raises(Fenced):
                stalled.commit()
            stalled.close()

    def test_leave_no_thread_after_closing(self, backend, topic, group):
        before = set(threading.enumerate())
        bus = open_bus(backend.url)
        bus.publish(numbered(topic, "k", range(1)))
        with closing(bus.subscribe(group, [topic])) as subscription:
            drain(subscription, 1)

        bus.close()

        wait_until(lambda: set(threading.enumerate()) <= before, "threads to end")
