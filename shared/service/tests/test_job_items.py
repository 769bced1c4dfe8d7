"""A job handles each item once and sets failing ones aside, also when workers stop or run concurrently."""
import threading
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Column, Date, MetaData, String, Table, UniqueConstraint, insert, select, update
from sqlalchemy.exc import OperationalError

from shared.db.mechanism import job_progress, set_aside_item, set_aside_resolution
from shared.db.session import Database, Session
from shared.kernel.clock import FixedClock, noon
from shared.kernel.refusals import RuleViolated
from shared.service.item_retry import retry, retry_due
from shared.service.jobs import JobItem, Jobs
from shared.service.scheduler import Scheduler
from shared.service.set_aside import RETRY_AFTER, Kind, resolve
from shared.testing.postgres import database_with

MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
metadata = MetaData()
done = Table("done", metadata, Column("item", String), Column("day", Date), Column("on", Date), UniqueConstraint("item", "day"))


class Ledger:
    """A job that records the items it handled, and fails on the configured ones.

    :ivar failures: the exception to raise, by item
    """

    def __init__(self, *items: str, chunk: int = 50) -> None:
        self.items = list(items)
        self.failures: dict[str, Exception] = {}
        self.attempts: list[str] = []
        self.jobs = Jobs()
        self.jobs.daily("ledger", items=lambda session, day: self.items, chunk=chunk)(self.handle)

    def handle(self, session: Session, item: JobItem) -> None:
        self.attempts.append(item.key)
        session.execute(insert(done).values(item=item.key, day=item.business_date, on=item.handled_on))
        if item.key in self.failures:
            raise self.failures[item.key]


class BulkLedger(Ledger):
    """The same job, which handles a chunk of items per call.

    :ivar calls: the items of each call
    """

    def __init__(self, *items: str, chunk: int) -> None:
        super().__init__(*items, chunk=chunk)
        self.calls: list[list[str]] = []
        self.jobs = Jobs()
        self.jobs.in_bulk("ledger", lambda day: True, items=lambda session, day: self.items, chunk=chunk)(self.handle_all)

    def handle_all(self, session: Session, items: Sequence[JobItem]) -> None:
        self.calls.append([item.key for item in items])
        for item in items:
            self.handle(session, item)


REFUSED = RuleViolated("arbo.tariff", "Vul een arbotarief van nul euro of hoger in.")
AWAY = OperationalError("SELECT 1", {}, Exception("server closed the connection"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(noon(MONDAY))


@pytest.fixture
def database(postgres_server, clock) -> Iterator[Database]:
    with database_with(postgres_server, "items", metadata) as url:
        opened = Database(url, clock)
        yield opened
        opened.dispose()


def handled(database: Database) -> list[tuple[str, date]]:
    """Return the items whose effects were committed, in order."""
    with database.reading() as session:
        return [(row.item, row.day) for row in session.execute(select(done).order_by(done.c.day, done.c.item))]


def waiting(database: Database) -> list[dict[str, object]]:
    """Return the items that are set aside."""
    with database.reading() as session:
        return [dict(row._mapping) for row in session.execute(select(set_aside_item).order_by(set_aside_item.c.id))]


def through(database: Database) -> date:
    """Return the last business date that the job has completed."""
    with database.reading() as session:
        return session.scalars(select(job_progress.c.through)).one()


def due_now(database: Database) -> None:
    """End the back-off of all items."""
    with database.transaction() as session:
        session.execute(update(set_aside_item).values(next_try_at=set_aside_item.c.next_try_at - timedelta(days=3)))


class TestItems:
    def test_are_handled_in_order_of_their_keys_each_once(self, database):
        ledger = Ledger("b", "c", "a", "a", chunk=2)

        for _ in range(2):
            Scheduler(database, ledger.jobs).catch_up(MONDAY)

        assert ledger.attempts == ["a", "b", "c"]
        assert through(database) == MONDAY

    @pytest.mark.parametrize("chunk", [1, 2, 50])
    def test_that_fail_are_set_aside_and_all_others_are_handled(self, database, chunk):
        ledger = Ledger("a", "b", "c", "d", chunk=chunk)
        ledger.failures = {"b": REFUSED}

        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        assert handled(database) == [("a", MONDAY), ("c", MONDAY), ("d", MONDAY)]
        assert [(one["job"], one["item"], one["business_date"], one["kind"], one["reason"], one["tries"])
                for one in waiting(database)] == [("ledger", "b", MONDAY, "REFUSED", REFUSED.message, 1)]
        assert through(database) == MONDAY, "the job counts as run"

    def test_are_each_once_with_two_workers_at_the_same_time(self, database):
        ledger = Ledger(*(f"{n:02d}" for n in range(40)), chunk=3)
        ledger.failures = {"07": REFUSED}
        Scheduler(database, Ledger().jobs).catch_up(MONDAY - timedelta(days=1))
        barrier = threading.Barrier(2, timeout=10)

        def work() -> None:
            barrier.wait()
            Scheduler(database, ledger.jobs).catch_up(MONDAY)

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

        assert handled(database) == [(item, MONDAY) for item in ledger.items if item != "07"]
        assert [one["item"] for one in waiting(database)] == ["07"]

    def test_go_on_with_the_rest_after_a_crash_in_the_middle(self, database):
        ledger = Ledger("a", "b", "c", "d", chunk=2)
        ledger.failures = {"d": KeyboardInterrupt()}  # type: ignore[dict-item]
        with pytest.raises(KeyboardInterrupt):
            Scheduler(database, ledger.jobs).catch_up(MONDAY)
        assert handled(database) == [("a", MONDAY), ("b", MONDAY)]

        ledger.failures, ledger.attempts = {}, []
        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        assert ledger.attempts == ["c", "d"]
        assert handled(database) == [(item, MONDAY) for item in "abcd"]

    def test_are_not_blamed_for_a_database_that_is_away(self, database):
        ledger = Ledger("a", "b", chunk=1)
        ledger.failures = {"b": AWAY}

        with pytest.raises(OperationalError):
            Scheduler(database, ledger.jobs).catch_up(MONDAY)
        ledger.failures = {}
        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        assert waiting(database) == []
        assert handled(database) == [("a", MONDAY), ("b", MONDAY)]

    def test_stop_between_two_chunks_when_told_and_go_on_later(self, database):
        stop, ledger = threading.Event(), Ledger("a", "b", "c", chunk=1)
        real = ledger.handle
        jobs = Jobs()

        @jobs.daily("ledger", items=lambda session, day: ledger.items, chunk=1)
        def handle(session: Session, item: JobItem) -> None:
            real(session, item)
            if item.key == "b":
                stop.set()

        Scheduler(database, jobs).catch_up(MONDAY, stop)
        assert handled(database) == [("a", MONDAY), ("b", MONDAY)]
        Scheduler(database, jobs).catch_up(MONDAY)

        assert handled(database) == [(item, MONDAY) for item in "abc"]

    def test_are_counted_by_outcome(self, database):
        ledger = Ledger("a", "b", "c")
        ledger.failures = {"b": REFUSED}
        before = {name: counted(name) for name in ("done", "set_aside")}

        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        assert {name: counted(name) - before[name] for name in before} == {"done": 2, "set_aside": 1}


def counted(outcome: str) -> float:
    """Return the exported number of items with this outcome."""
    return REGISTRY.get_sample_value("ontzorg_job_items_total", {"task": "ledger", "outcome": outcome}) or 0.0


class TestItemsInBulk:
    def test_share_one_call_as_long_as_none_fails(self, database):
        ledger = BulkLedger("a", "b", "c", "d", "e", chunk=3)

        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        assert ledger.calls == [["a", "b", "c"], ["d", "e"]]
        assert handled(database) == [(item, MONDAY) for item in "abcde"]

    def test_are_handled_one_by_one_where_one_fails_and_only_that_one_is_set_aside(self, database):
        ledger = BulkLedger("a", "b", "c", "d", "e", chunk=3)
        ledger.failures["b"] = REFUSED

        Scheduler(database, ledger.jobs).catch_up(MONDAY)
        ledger.failures.clear()
        outcome = retry(database, ledger.jobs, waiting(database)[0]["id"], actor_id="anna")

        assert ledger.calls == [["a", "b", "c"], ["a"], ["b"], ["c"], ["d", "e"], ["b"]]
        assert (outcome.is_done, handled(database)) == (True, [(item, MONDAY) for item in "abcde"])


class TestReason:
    def test_of_an_unexpected_error_names_its_place_and_quotes_nothing(self, database):
        ledger = Ledger("a")
        ledger.failures = {"a": ValueError("Jansen, 123456782")}

        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        (one,) = waiting(database)
        assert one["kind"] == Kind.DEFECT
        assert str(one["reason"]).startswith("Onverwachte fout ValueError in shared.service.")

    def test_of_a_database_error_names_the_constraint(self, database):
        ledger = Ledger("a")
        with database.transaction() as session:
            session.execute(insert(done).values(item="a", day=MONDAY, on=MONDAY))

        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        assert "UniqueViolation (done_item_day_key)" in str(waiting(database)[0]["reason"])


class TestLaterDates:
    def test_leave_out_what_is_set_aside(self, database):
        ledger = Ledger("a", "b")
        ledger.failures = {"b": REFUSED}
        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        ledger.failures = {}
        Scheduler(database, ledger.jobs).catch_up(WEDNESDAY)

        assert [item for item, _ in handled(database)] == ["a", "a", "a"]
        assert [one["business_date"] for one in waiting(database)] == [MONDAY]


class TestRetry:
    def test_catches_the_item_up_date_by_date(self, database, clock):
        ledger = Ledger("a", "b")
        ledger.failures = {"b": REFUSED}
        Scheduler(database, ledger.jobs).catch_up(MONDAY)
        clock.set(noon(WEDNESDAY))
        Scheduler(database, ledger.jobs).catch_up(TUESDAY)
        ledger.failures = {}

        outcome = retry(database, ledger.jobs, waiting(database)[0]["id"], actor_id="staff-beheer")

        assert (outcome.is_done, outcome.dates, outcome.reason) == (True, 2, None)
        assert [day for item, day in handled(database) if item == "b"] == [MONDAY, TUESDAY]
        assert waiting(database) == []
        with database.reading() as session:
            (kept,) = session.execute(select(set_aside_resolution)).all()
            assert set(session.scalars(select(done.c.on).where(done.c.item == "b"))) == {WEDNESDAY}
        assert (kept.item, kept.action, kept.actor_id, kept.reason) == ("b", "RETRIED", "staff-beheer", REFUSED.message)

    def test_that_fails_again_keeps_the_new_reason_and_the_dates_that_succeeded(self, database):
        ledger = Ledger("b")
        ledger.failures = {"b": REFUSED}
        Scheduler(database, ledger.jobs).catch_up(MONDAY)
        Scheduler(database, ledger.jobs).catch_up(TUESDAY)
        with database.transaction() as session:
            session.execute(insert(done).values(item="b", day=TUESDAY, on=TUESDAY))
        ledger.failures = {}

        outcome = retry(database, ledger.jobs, waiting(database)[0]["id"], actor_id="staff-beheer")

        assert (outcome.is_done, outcome.dates) == (False, 1)
        (one,) = waiting(database)
        assert (one["business_date"], one["tries"], one["kind"]) == (TUESDAY, 2, Kind.TRANSIENT)
        assert "UniqueViolation" in str(one["reason"])

    def test_comes_by_itself_after_a_back_off(self, database):
        ledger = Ledger("b")
        ledger.failures = {"b": REFUSED}
        Scheduler(database, ledger.jobs).catch_up(MONDAY)
        ledger.failures = {}
        assert retry_due(database, ledger.jobs) == 0, "not at once"

        due_now(database)
        tried = retry_due(database, ledger.jobs)

        assert tried == 1
        assert waiting(database) == []

    def test_ends_by_itself_after_a_number_of_tries_and_waits_for_a_person(self, database):
        ledger = Ledger("b")
        ledger.failures = {"b": REFUSED}
        Scheduler(database, ledger.jobs).catch_up(MONDAY)

        tries = []
        for _ in range(len(RETRY_AFTER) + 2):
            due_now(database)
            tries.append(retry_due(database, ledger.jobs))

        assert tries == [1] * len(RETRY_AFTER) + [0, 0]
        (one,) = waiting(database)
        assert (one["tries"], one["next_try_at"]) == (len(RETRY_AFTER) + 1, None)

    def test_by_two_workers_at_once_is_one_try(self, database):
        ledger = Ledger("b")
        ledger.failures = {"b": REFUSED}
        Scheduler(database, ledger.jobs).catch_up(MONDAY)
        due_now(database)
        barrier, tried = threading.Barrier(2, timeout=10), []

        def work() -> None:
            barrier.wait()
            tried.append(retry_due(database, ledger.jobs))

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

        assert sorted(tried) == [0, 1]
        assert waiting(database)[0]["tries"] == 2


class TestResolve:
    def test_closes_the_item_for_the_dates_it_missed_and_keeps_the_explanation(self, database):
        ledger = Ledger("b")
        ledger.failures = {"b": REFUSED}
        Scheduler(database, ledger.jobs).catch_up(MONDAY)
        ledger.failures = {}

        with database.transaction() as session:
            kept = resolve(session, item_id=waiting(database)[0]["id"], actor_id="staff-beheer", explanation="by hand")
        Scheduler(database, ledger.jobs).catch_up(TUESDAY)

        assert (kept.action, kept.explanation, kept.business_date) == ("RESOLVED", "by hand", MONDAY)
        assert handled(database) == [("b", TUESDAY)]
