"""A service restored from a backup: as a reader it reads events again, as a writer it continues its sequences."""
from datetime import UTC, date, datetime

import psycopg
import pytest

from shared.testing.postgres import TemporaryServer, database_of, libpq_url
from tests.repair import life
from tests.repair.platform import Platform
from tests.repair.test_gaps_are_closed import ABSENCE, assert_whole
from tests.repair.test_replay import change, replayed

CASEWORK = "ontzorg.casework.v1"
DECIDED = "SELECT opened_on, closed_on, announced, absence_number FROM dossier ORDER BY absence_number"


class Backup:
    """A copy of a service's database, made when the object is created."""

    def __init__(self, platform: Platform, server: TemporaryServer, service: str) -> None:
        self._platform, self._server, self._service = platform, server, service
        self.moment = datetime.now(UTC)
        live = database_of(platform[service].database.url)
        with psycopg.connect(libpq_url(server.url)) as connection:  # PostgreSQL copies only a database without connections
            connection.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (live,))
        platform[service].database.dispose()
        self._template = database_of(server.new_database(f"{service}_backup", template=live))

    def restore(self) -> None:
        """Restore the backup."""
        self._platform.restore(self._service, self._server.new_database(self._service, template=self._template))


def set_offsets_back(platform: Platform, group: str, moment: datetime) -> None:
    """Reset the offsets of a group to a time, as `kafka-consumer-groups.sh --reset-offsets --to-datetime` does."""
    with psycopg.connect(libpq_url(platform.bus_url)) as connection:
        connection.execute(
            "UPDATE bus.position SET next_offset = coalesce((SELECT min(record_offset) FROM bus.record"
            " WHERE record.partition_id = position.partition_id AND published_ms >= %s), next_offset)"
            " WHERE consumer_group = %s", (int(moment.timestamp() * 1000), group))


def raise_sequences(platform: Platform, producer: str, topic: str) -> None:
    """Raise the producer's sequences to those of its readers, by the statement in docs/deployment.md."""
    for reader in platform.services:
        raised = platform.ask(reader, (
            "SELECT format('INSERT INTO event_sequence AS own (topic, key, sequence) VALUES (%L, %L, %s) "
            "ON CONFLICT (topic, key) DO UPDATE SET sequence = greatest(own.sequence, excluded.sequence)', "
            f"topic, key, sequence) FROM feed_position WHERE topic = '{topic}'"))
        change(platform, producer, *(statement for statement, in raised))


class TestRestoredReader:
    @pytest.fixture
    def backup(self, platform, postgres_server):
        """A backup of casework after one sick report; a second report and a recovery follow."""
        life.open_business(platform)
        anna, bram = life.hire(platform, "1"), life.hire(platform, "2")
        first = life.fall_sick(platform, anna, date(2026, 2, 24))
        platform.settle()
        taken = Backup(platform, postgres_server, "casework")
        life.fall_sick(platform, bram, date(2026, 3, 2))
        life.better(platform, first, date(2026, 3, 2))
        platform.settle()
        return taken

    def test_handles_all_events_since_the_backup(self, platform, backup):
        before = platform.ask("casework", DECIDED)
        heard = platform.rows("absence", "absence")

        backup.restore()
        lost = platform.ask("casework", DECIDED)
        raise_sequences(platform, "casework", CASEWORK)
        set_offsets_back(platform, "casework", backup.moment)
        platform.settle()

        assert [len(before), len(lost)] == [2, 1]
        assert platform.ask("casework", DECIDED) == before
        assert platform.rows("absence", "absence") == heard
        assert_whole(platform)

    def test_repeats_no_effect_from_any_earlier_position(self, platform, backup):
        before = platform.ask("casework", DECIDED)
        assigned = platform.count("casework", "assignment")

        backup.restore()
        raise_sequences(platform, "casework", CASEWORK)
        set_offsets_back(platform, "casework", datetime(2020, 1, 1, tzinfo=UTC))
        platform.settle()

        assert platform.ask("casework", DECIDED) == before
        assert platform.count("casework", "assignment") == assigned
        assert_whole(platform)

    def test_misses_cases_if_only_its_copies_are_rebuilt(self, platform, backup):
        backup.restore()

        outcome = replayed(platform, "casework")
        platform.settle()

        assert outcome.tables["absence"].added == 1
        assert len(platform.ask("casework", DECIDED)) == 1


class TestRestoredWriter:
    @pytest.fixture
    def backup(self, platform, postgres_server):
        """A backup of absence before two wage changes of an employee."""
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        taken = Backup(platform, postgres_server, "absence")
        life.raise_wage(platform, anna, "50000.00")
        life.raise_wage(platform, anna, "51000.00")
        platform.settle()
        taken.restore()
        return taken

    @pytest.fixture
    def anna(self, platform, backup):
        """Return the employee's id."""
        [row] = platform.ask("absence", "SELECT employee_id FROM employee")
        return str(row.employee_id)

    def test_is_read_once_its_sequences_exceed_those_of_its_readers(self, platform, anna):
        raise_sequences(platform, "absence", ABSENCE)

        number = life.fall_sick(platform, anna, date(2026, 3, 2))
        platform.settle()

        assert [row.absence_number for row in platform.ask("casework", DECIDED)] == [number]
        assert platform.count("claims", "absence") == 1
        assert_whole(platform)

    def test_updates_copies_once_its_versions_exceed_those_of_its_readers(self, platform, anna):
        raise_sequences(platform, "absence", ABSENCE)
        change(platform, "absence", "UPDATE employee SET version = version + 1000")

        life.raise_wage(platform, anna, "47000.00")
        platform.settle()

        wages = [row.annual_wage for row in platform.ask("claims", "SELECT annual_wage FROM employee_wage")]
        assert 4_700_000 in wages
        assert 5_100_000 not in wages
        assert_whole(platform)

    def test_is_ignored_as_a_repeat_otherwise(self, platform, anna):
        life.fall_sick(platform, anna, date(2026, 3, 2))
        platform.settle()

        assert platform.count("casework", "dossier") == platform.count("claims", "absence") == 0
