"""A replay of the log restores damaged copies of a service."""
import importlib
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from services.claims.tests.conftest import work_through
from shared.bus.log_reader import open_log
from shared.db.session import Database
from shared.messaging.consumer import ATTEMPTS
from shared.messaging.parked.release import release
from shared.messaging.repair.replay import ReplayOutcome, ReplayRuns, replay
from tests.repair import life
from tests.repair.platform import ON_EACH_BUS, Platform, subscribers_of
from tests.repair.test_gaps_are_closed import ABSENCE, assert_whole, loses, play

COPIES = {
    "identity": ["policy"], "absence": ["policy", "absence"], "billing": ["employee", "wage_segment"],
    "casework": ["policy", "staff_member", "employee", "leave", "absence"],
    "claims": ["policy_version", "cover_suspension", "employee", "employee_wage", "leave", "absence", "absence_mutation",
               "safety_net_benefit", "sanction"],
}
DECISIONS = {"claims": ["benefit", "benefit_line", "payment", "booking"], "casework": ["assignment"],
             "billing": ["invoice"], "absence": ["employee", "history_entry"], "identity": ["account"]}

DOSSIERS = """SELECT absence_number, opened_on, contact_due_on, announced, closed_on, closed_reason, long_term_threat_on,
    case_number FROM dossier ORDER BY absence_number"""
"""Without their versions: a replay derives every plan again, which raises them."""


def replayed(platform: Platform, service: str, since: datetime | None = None) -> ReplayOutcome:
    """Run a replay as the command does."""
    reader = open_log(platform.bus_url)
    try:
        return replay(
            platform[service].database, platform.bus.real, reader,
            subscribers_of(service),
            importlib.import_module(f"services.{service}.store").Base.metadata, since=since)
    finally:
        reader.close()


def change(platform: Platform, service: str, *statements: str) -> None:
    """Damage a copy."""
    with platform[service].database.transaction() as session:
        for statement in statements:
            session.execute(text(statement))


class TestReplay:
    @ON_EACH_BUS
    def test_repairs_only_the_damaged_rows(self, platform):
        play(platform)
        before = {s: platform.rows(s, *COPIES[s], *DECISIONS[s]) for s in COPIES}
        dossiers, outbox = platform.ask("casework", DOSSIERS), {s: platform.count(s, "outbox") for s in COPIES}
        change(platform, "claims", "DELETE FROM employee_wage WHERE valid_from = '2026-01-01'", "DELETE FROM leave",
               "UPDATE absence SET sequence = 99",
               "INSERT INTO cover_suspension VALUES ('P-1', '2026-01-01', NULL)", "DELETE FROM policy_version WHERE version = 2")
        change(platform, "casework", "UPDATE employee SET last_name = 'Jansen'", "DELETE FROM leave", "DELETE FROM staff_member",
               "UPDATE absence SET recovered_on = NULL, recovery_noted_on = NULL")
        change(platform, "billing", "DELETE FROM employee")
        change(platform, "identity", "UPDATE policy SET company_name = '-'")
        change(platform, "absence", "UPDATE absence SET claim_opened_on = NULL, dossier_opened_on = '2020-01-01'")

        found = {service: replayed(platform, service) for service in COPIES}

        assert {s: platform.rows(s, *COPIES[s], *DECISIONS[s]) for s in COPIES} == before
        assert platform.ask("casework", DOSSIERS) == dossiers
        assert {s: platform.count(s, "outbox") for s in COPIES} == outbox
        assert {s: outcome.differences for s, outcome in found.items()} == {
            "identity": 1, "absence": 2, "billing": 2 + 4, "casework": 2 + 1 + 11 + 1, "claims": 2 + 1 + 2 + 1 + 1}
        assert [outcome.failed + outcome.asked for outcome in found.values()] == [0] * 5

    def test_finds_nothing_to_repair_the_second_time(self, platform):
        play(platform)
        change(platform, "claims", "DELETE FROM leave")

        outcomes = [replayed(platform, "claims") for _ in range(2)]

        assert [outcome.differences for outcome in outcomes] == [1, 0]
        assert outcomes[0].events == outcomes[1].events > 10
        assert platform.ask("claims", "SELECT FROM pg_namespace WHERE nspname = 'replay'") == []

    def test_leaves_a_copy_repaired_by_snapshot_unchanged(self, platform):
        play(platform, seed=1)
        before = {s: platform.rows(s, *COPIES[s]) for s in COPIES}

        found = {service: replayed(platform, service) for service in COPIES}

        assert {s: platform.rows(s, *COPIES[s]) for s in COPIES} == before
        assert sum(outcome.differences for outcome in found.values()) == 0

    def test_skips_events_that_the_reader_has_not_handled_yet(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        life.raise_wage(platform, anna, "50000.00")
        life.raise_wage(platform, anna, "51000.00")
        platform.relay()

        outcome = replayed(platform, "claims")
        platform.settle()

        assert (outcome.differences, outcome.asked) == (0, 0)
        assert 5_100_000 in [row.annual_wage for row in platform.ask("claims", "SELECT annual_wage FROM employee_wage")]
        assert_whole(platform)

    def test_requests_expired_facts_and_keeps_the_copy_until_they_arrive(self, platform):
        life.open_business(platform)
        anna, bram = life.hire(platform, "1"), life.hire(platform, "2")
        platform.settle()
        life.raise_wage(platform, anna, "50000.00")
        platform.settle()
        before = platform.rows("billing", "employee", "wage_segment")
        platform.forget_log(ABSENCE, anna, 1)
        change(platform, "billing", "UPDATE employee SET employed_from = '1990-01-01', version = 0", "DELETE FROM wage_segment")

        outcome = replayed(platform, "billing")
        meanwhile = platform.ask("billing", "SELECT employee_id, employed_from = '1990-01-01' AS is_spoiled FROM employee")
        platform.settle()

        assert (outcome.asked, outcome.tables["employee"].changed, outcome.tables["employee"].kept) == (1, 1, 1)
        assert {row.employee_id: row.is_spoiled for row in meanwhile} == {anna: True, bram: False}
        assert platform.rows("billing", "employee", "wage_segment") == before
        assert_whole(platform)

    def test_cannot_repair_a_row_that_is_wrong_at_the_version_of_the_snapshot(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        life.raise_wage(platform, anna, "50000.00")
        platform.settle()
        platform.forget_log(ABSENCE, anna, 1)
        change(platform, "billing", "DELETE FROM wage_segment")

        outcome = replayed(platform, "billing")
        platform.settle()

        assert outcome.asked == 1
        assert platform.count("billing", "wage_segment") == 0
        assert_whole(platform)

    def test_from_a_day_on_changes_only_aggregates_with_later_events(self, platform):
        life.open_business(platform)
        life.hire(platform, "1")
        platform.settle()
        moment = datetime.now(UTC)
        bram = life.hire(platform, "2")
        platform.settle()
        change(platform, "billing", "DELETE FROM wage_segment")

        outcome = replayed(platform, "billing", since=moment)

        rebuilt = platform.ask("billing", "SELECT DISTINCT employee_id FROM wage_segment")
        assert [row.employee_id for row in rebuilt] == [bram]
        assert (outcome.tables["employee"].kept, outcome.tables["wage_segment"].added, outcome.asked) == (1, 1, 0)

    def test_removes_nothing_if_the_log_is_incomplete(self, platform):
        life.open_business(platform)
        life.hire(platform, "1")
        platform.settle()
        before = {s: platform.rows(s, *COPIES[s]) for s in COPIES}
        platform.bus.real.delete_older_than(datetime.now(UTC) + timedelta(minutes=1))  # whole aggregates leave no trace

        outcomes = {s: replayed(platform, s) for s in COPIES}

        assert {s: platform.rows(s, *COPIES[s]) for s in COPIES} == before
        assert sum(outcome.differences for outcome in outcomes.values()) == 0
        assert outcomes["claims"].tables["policy_version"].kept == 1

    def test_from_a_day_on_keeps_decisions_based_on_older_facts(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        moment = datetime.now(UTC)
        life.fall_sick(platform, anna, date(2026, 3, 2))
        platform.settle()
        before = platform.rows("claims", "absence")

        outcome = replayed(platform, "claims", since=moment)

        assert "IN_TREATMENT" in repr(before)
        assert platform.rows("claims", "absence") == before
        assert outcome.differences == 0

    def test_keeps_the_effect_of_events_released_during_the_replay(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        change(platform, "claims", "ALTER TABLE employee_wage ADD CONSTRAINT poison CHECK (annual_wage <> 5100000)")
        life.raise_wage(platform, anna, "51000.00")
        for _ in range(ATTEMPTS + 1):
            platform.settle()
        change(platform, "claims", "ALTER TABLE employee_wage DROP CONSTRAINT poison")
        [event_id] = [row.event_id for row in platform.ask("claims", "SELECT event_id FROM parked_event")]
        subscribers = subscribers_of("claims")
        live = platform["claims"].database

        class Between(Database):
            """Release events after the first reading and before the rows are compared."""

            @contextmanager
            def transaction(self):
                assert release(live, subscribers, event_id, actor_id="petra").released == 1
                with super().transaction() as session:
                    yield session

        database, reader = Between(live.url, live.clock), open_log(platform.bus_url)
        try:
            outcome = replay(database, platform.bus.real, reader, subscribers,
                             importlib.import_module("services.claims.store").Base.metadata)
        finally:
            reader.close()
            database.dispose()

        assert 5_100_000 in [row.annual_wage for row in platform.ask("claims", "SELECT annual_wage FROM employee_wage")]
        assert (outcome.differences, outcome.asked, outcome.failed) == (0, 0, 0)

    def test_works_while_events_arrive(self, platform):
        life.open_business(platform)
        employees = [life.hire(platform, str(number)) for number in range(4)]
        platform.settle()
        change(platform, "claims", "DELETE FROM employee_wage")
        ready, done = threading.Event(), threading.Event()

        def live() -> None:
            amount = 40_000
            while not done.is_set() or amount < 40_010:
                amount += 1
                for employee_id in employees:
                    life.raise_wage(platform, employee_id, f"{amount}.00")
                platform.settle()
                ready.set()

        worker = threading.Thread(target=live)
        worker.start()
        try:
            assert ready.wait(30)
            outcome = replayed(platform, "claims")
        finally:
            done.set()
            worker.join()

        assert outcome.failed + outcome.asked == 0
        assert platform.rows("claims", "parked_event")["parked_event"] == []
        assert replayed(platform, "claims").differences == 0
        assert_whole(platform)

    def test_runs_alone(self, platform):
        life.open_business(platform)
        with platform["claims"].database.engine.connect() as other:
            other.execute(text("SELECT pg_advisory_lock(hashtext('replay'))"))

            with pytest.raises(ReplayRuns):
                replayed(platform, "claims")

            other.rollback()
            other.invalidate()

    def test_pays_nothing_again(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        life.fall_sick(platform, anna, date(2026, 3, 2))
        platform.bus.loses = loses("nothing")
        platform.settle()
        work_through(platform["claims"], date(2026, 4, 20))
        before = platform.rows("claims", "benefit", "payment", "booking", "payment_run")

        replayed(platform, "claims")

        assert before["payment"]
        assert platform.rows("claims", "benefit", "payment", "booking", "payment_run") == before
