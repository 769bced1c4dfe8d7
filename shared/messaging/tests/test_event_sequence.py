"""Every event has a number within its aggregate, also with concurrent and rolled back transactions."""
import threading

import pytest
from sqlalchemy import select

from shared.db.mechanism import event_sequence, outbox
from shared.messaging.delivery import read
from shared.messaging.outbox import EventTooLarge, publish
from shared.messaging.relay import Relay
from shared.messaging.tests.ledger import commit_events, debt, reading


def numbers(database) -> list[tuple[str, str, int]]:
    """(key, debt, sequence) of the events in the outbox, in order."""
    with database.reading() as session:
        rows = session.execute(select(outbox).order_by(outbox.c.id)).all()
    return [(row.key, row.payload.decode().split('"debt_id": "')[1].split('"')[0], int(row.headers["ce_sequence"]))
            for row in rows]


class TestSequence:
    def test_counts_each_key_on_its_own_from_one(self, database):
        commit_events(database, debt("P-1", "a"), debt("P-2", "b"), debt("P-1", "c"))
        commit_events(database, debt("P-1", "d"))

        assert numbers(database) == [("P-1", "a", 1), ("P-2", "b", 1), ("P-1", "c", 2), ("P-1", "d", 3)]

    def test_has_no_gap_after_a_transaction_that_rolled_back(self, database):
        commit_events(database, debt("P-1", "a"))

        def use_case() -> None:
            with database.transaction() as session:
                publish(session, debt("P-1", "lost"))
                session.flush()
                raise RuntimeError

        with pytest.raises(RuntimeError):
            use_case()
        commit_events(database, debt("P-1", "b"))

        assert numbers(database) == [("P-1", "a", 1), ("P-1", "b", 2)]

    def test_leaves_out_what_a_savepoint_took_back(self, database):
        with database.transaction() as session:
            publish(session, debt("P-1", "before"))
            savepoint = session.begin_nested()
            publish(session, debt("P-1", "lost"))
            savepoint.rollback()
            with session.begin_nested():
                publish(session, debt("P-1", "kept"))
            publish(session, debt("P-1", "after"))

        assert numbers(database) == [("P-1", "before", 1), ("P-1", "kept", 2), ("P-1", "after", 3)]

    def test_follows_the_order_of_commits_when_many_write_one_aggregate(self, database):
        def write(writer: int) -> None:
            for number in range(20):
                commit_events(database, debt("P-1", f"{writer}-{number}"), debt(f"P-own-{writer}", str(number)))

        threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        shared = [sequence for key, _, sequence in numbers(database) if key == "P-1"]
        assert shared == list(range(1, 81))
        with database.reading() as session:
            counts = dict(session.execute(select(event_sequence.c.key, event_sequence.c.sequence)).all())
        assert counts == {"P-1": 80, **{f"P-own-{writer}": 20 for writer in range(4)}}

    def test_travels_to_the_reader(self, database, bus):
        commit_events(database, debt("P-1", "a"), debt("P-1", "b"))
        Relay(database, bus).drain()

        with reading(bus) as subscription:
            deliveries = [read(record) for record in subscription.poll(10, 5)]

        assert [d.envelope.sequence for d in deliveries] == [1, 2]


class TestTooLargeAnEvent:
    def test_is_refused_where_it_is_made_and_holds_up_nothing(self, database):
        def use_case() -> None:
            with database.transaction() as session:
                publish(session, debt("P-1", "x" * 1_000_000))

        with pytest.raises(EventTooLarge, match="bytes, more than"):
            use_case()

        assert numbers(database) == []
