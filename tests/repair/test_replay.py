"""A service's copies, spoiled in every way, are as they were after a replay of the log."""
import importlib
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from shared.bus.log_reader import open_log
from shared.db.session import Database
from shared.messaging.consumer import ATTEMPTS
from shared.messaging.parked.release import release
from shared.messaging.repair.replay import ReplayOutcome, ReplayRuns, replay
from tests.repair import life
from tests.repair.environment import ON_EACH_BUS, House, subscribers_of
from tests.repair.test_gaps_are_closed import ABSENCE, assert_whole, loses, play

COPIES = {
    "identity": ["policy"], "absence": ["policy", "absence"], "billing": ["employee", "wage_segment"],
    "casework": ["policy", "staff_member", "employee", "leave", "absence"],
    "claims": ["policy_version", "cover_suspension", "employee", "employee_wage", "leave", "absence", "absence_mutation",
               "safety_net_benefit", "sanction"],
}
DECISIONS = {"claims": ["benefit", "benefit_line", "payment", "booking"], "casework": ["dossier", "assignment"],
             "billing": ["invoice"], "absence": ["employee", "history_entry"], "identity": ["account"]}


def replayed(house: House, service: str, since: datetime | None = None) -> ReplayOutcome:
    """A replay as the command does it."""
    reader = open_log(house.bus_url)
    try:
        return replay(
            house[service].database, house.bus.real, reader,
            subscribers_of(service),
            importlib.import_module(f"services.{service}.store").Base.metadata, since=since)
    finally:
        reader.close()


def change(house: House, service: str, *statements: str) -> None:
    """What no event ever said."""
    with house[service].database.transaction() as session:
        for statement in statements:
            session.execute(text(statement))


class TestAReplay:
    @ON_EACH_BUS
    def test_puts_right_what_was_spoiled_and_nothing_else(self, house):
        play(house)
        before = {s: house.rows(s, *COPIES[s], *DECISIONS[s]) for s in COPIES}
        outbox = {s: house.count(s, "outbox") for s in COPIES}
        change(house, "claims", "DELETE FROM employee_wage WHERE valid_from = '2026-01-01'", "DELETE FROM leave",
               "UPDATE absence SET sequence = 99",
               "INSERT INTO cover_suspension VALUES ('P-1', '2026-01-01', NULL)", "DELETE FROM policy_version WHERE version = 2")
        change(house, "casework", "UPDATE employee SET last_name = 'Jansen'", "DELETE FROM leave", "DELETE FROM staff_member",
               "UPDATE absence SET recovered_on = NULL, recovery_noted_on = NULL")
        change(house, "billing", "DELETE FROM employee")
        change(house, "identity", "UPDATE policy SET company_name = '-'")
        change(house, "absence", "UPDATE absence SET claim_opened_on = NULL, dossier_opened_on = '2020-01-01'")

        found = {service: replayed(house, service) for service in COPIES}

        assert {s: house.rows(s, *COPIES[s], *DECISIONS[s]) for s in COPIES} == before
        assert {s: house.count(s, "outbox") for s in COPIES} == outbox
        assert {s: outcome.differences for s, outcome in found.items()} == {
            "identity": 1, "absence": 2, "billing": 2 + 4, "casework": 2 + 1 + 2 + 1, "claims": 2 + 1 + 2 + 1 + 1}
        assert [outcome.failed + outcome.asked for outcome in found.values()] == [0] * 5

    def test_finds_nothing_the_second_time(self, house):
        play(house)
        change(house, "claims", "DELETE FROM leave")

        outcomes = [replayed(house, "claims") for _ in range(2)]

        assert [outcome.differences for outcome in outcomes] == [1, 0]
        assert outcomes[0].events == outcomes[1].events > 10
        assert house.ask("claims", "SELECT FROM pg_namespace WHERE nspname = 'replay'") == []

    def test_equals_a_repaired_copy_too(self, house):
        play(house, seed=1)
        before = {s: house.rows(s, *COPIES[s]) for s in COPIES}

        found = {service: replayed(house, service) for service in COPIES}

        assert {s: house.rows(s, *COPIES[s]) for s in COPIES} == before
        assert sum(outcome.differences for outcome in found.values()) == 0

    def test_leaves_alone_what_its_reader_has_not_handled_yet(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        life.raise_wage(house, anna, "50000.00")
        life.raise_wage(house, anna, "51000.00")
        house.relay()

        outcome = replayed(house, "claims")
        house.settle()

        assert (outcome.differences, outcome.asked) == (0, 0)
        assert 5_100_000 in [row.annual_wage for row in house.ask("claims", "SELECT annual_wage FROM employee_wage")]
        assert_whole(house)

    def test_asks_for_what_the_log_no_longer_holds_and_keeps_it_till_then(self, house):
        life.open_business(house)
        anna, bram = life.hire(house, "1"), life.hire(house, "2")
        house.settle()
        life.raise_wage(house, anna, "50000.00")
        house.settle()
        before = house.rows("billing", "employee", "wage_segment")
        house.forget_log(ABSENCE, anna, 1)
        change(house, "billing", "UPDATE employee SET employed_from = '1990-01-01', version = 0", "DELETE FROM wage_segment")

        outcome = replayed(house, "billing")
        meanwhile = house.ask("billing", "SELECT employee_id, employed_from = '1990-01-01' AS is_spoiled FROM employee")
        house.settle()

        assert (outcome.asked, outcome.tables["employee"].changed, outcome.tables["employee"].kept) == (1, 1, 1)
        assert {row.employee_id: row.is_spoiled for row in meanwhile} == {anna: True, bram: False}
        assert house.rows("billing", "employee", "wage_segment") == before
        assert_whole(house)

    def test_cannot_put_right_what_is_wrong_at_the_version_of_the_snapshot(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        life.raise_wage(house, anna, "50000.00")
        house.settle()
        house.forget_log(ABSENCE, anna, 1)
        change(house, "billing", "DELETE FROM wage_segment")

        outcome = replayed(house, "billing")
        house.settle()

        assert outcome.asked == 1
        assert house.count("billing", "wage_segment") == 0
        assert_whole(house)

    def test_from_a_day_on_touches_only_what_was_told_since(self, house):
        life.open_business(house)
        life.hire(house, "1")
        house.settle()
        moment = datetime.now(UTC)
        bram = life.hire(house, "2")
        house.settle()
        change(house, "billing", "DELETE FROM wage_segment")

        outcome = replayed(house, "billing", since=moment)

        rebuilt = house.ask("billing", "SELECT DISTINCT employee_id FROM wage_segment")
        assert [row.employee_id for row in rebuilt] == [bram]
        assert (outcome.tables["employee"].kept, outcome.tables["wage_segment"].added, outcome.asked) == (1, 1, 0)

    def test_removes_nothing_where_the_log_no_longer_reaches_back(self, house):
        life.open_business(house)
        life.hire(house, "1")
        house.settle()
        before = {s: house.rows(s, *COPIES[s]) for s in COPIES}
        house.bus.real.delete_older_than(datetime.now(UTC) + timedelta(minutes=1))  # whole aggregates leave no trace

        outcomes = {s: replayed(house, s) for s in COPIES}

        assert {s: house.rows(s, *COPIES[s]) for s in COPIES} == before
        assert sum(outcome.differences for outcome in outcomes.values()) == 0
        assert outcomes["claims"].tables["policy_version"].kept == 1

    def test_from_a_day_on_leaves_what_the_service_decided_by_older_facts(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        moment = datetime.now(UTC)
        life.fall_sick(house, anna, date(2026, 3, 2))
        house.settle()
        before = house.rows("claims", "absence")

        outcome = replayed(house, "claims", since=moment)

        assert "IN_TREATMENT" in repr(before)
        assert house.rows("claims", "absence") == before
        assert outcome.differences == 0

    def test_keeps_the_effect_of_what_is_released_while_it_runs(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        change(house, "claims", "ALTER TABLE employee_wage ADD CONSTRAINT poison CHECK (annual_wage <> 5100000)")
        life.raise_wage(house, anna, "51000.00")
        for _ in range(ATTEMPTS + 1):
            house.settle()
        change(house, "claims", "ALTER TABLE employee_wage DROP CONSTRAINT poison")
        [event_id] = [row.event_id for row in house.ask("claims", "SELECT event_id FROM parked_event")]
        subscribers = subscribers_of("claims")
        live = house["claims"].database

        class Between(Database):
            """Somebody releases after the first reading, before the rows are compared."""

            @contextmanager
            def transaction(self):
                assert release(live, subscribers, event_id, actor_id="petra").released == 1
                with super().transaction() as session:
                    yield session

        database, reader = Between(live.url, live.clock), open_log(house.bus_url)
        try:
            outcome = replay(database, house.bus.real, reader, subscribers,
                             importlib.import_module("services.claims.store").Base.metadata)
        finally:
            reader.close()
            database.dispose()

        assert 5_100_000 in [row.annual_wage for row in house.ask("claims", "SELECT annual_wage FROM employee_wage")]
        assert (outcome.differences, outcome.asked, outcome.failed) == (0, 0, 0)

    def test_works_while_events_come_in(self, house):
        life.open_business(house)
        employees = [life.hire(house, str(number)) for number in range(4)]
        house.settle()
        change(house, "claims", "DELETE FROM employee_wage")
        ready, done = threading.Event(), threading.Event()

        def live() -> None:
            amount = 40_000
            while not done.is_set() or amount < 40_010:
                amount += 1
                for employee_id in employees:
                    life.raise_wage(house, employee_id, f"{amount}.00")
                house.settle()
                ready.set()

        worker = threading.Thread(target=live)
        worker.start()
        try:
            assert ready.wait(30)
            outcome = replayed(house, "claims")
        finally:
            done.set()
            worker.join()

        assert outcome.failed + outcome.asked == 0
        assert house.rows("claims", "parked_event")["parked_event"] == []
        assert replayed(house, "claims").differences == 0
        assert_whole(house)

    def test_runs_alone(self, house):
        life.open_business(house)
        with house["claims"].database.engine.connect() as other:
            other.execute(text("SELECT pg_advisory_lock(hashtext('replay'))"))

            with pytest.raises(ReplayRuns):
                replayed(house, "claims")

            other.rollback()
            other.invalidate()

    def test_pays_nothing_again(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        life.fall_sick(house, anna, date(2026, 3, 2))
        house.bus.loses = loses("nothing")
        house.settle()
        house["claims"].run_jobs(date(2026, 4, 20))
        before = house.rows("claims", "benefit", "payment", "booking", "payment_run")

        replayed(house, "claims")

        assert before["payment"]
        assert house.rows("claims", "benefit", "payment", "booking", "payment_run") == before
