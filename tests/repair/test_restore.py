"""A service whose database comes back from a backup: as a reader it reads again, as a writer it counts on."""
from datetime import UTC, date, datetime

import psycopg
import pytest
from sqlalchemy import make_url

from shared.testing.postgres import TemporaryServer, libpq_url
from tests.repair import life
from tests.repair.environment import House
from tests.repair.test_gaps_are_closed import ABSENCE, assert_whole
from tests.repair.test_replay import change, replayed

CASEWORK = "ontzorg.casework.v1"
DECIDED = "SELECT opened_on, closed_on, announced, absence_number FROM dossier ORDER BY absence_number"


class Backup:
    """A service's database as it is now, and the moment."""

    def __init__(self, house: House, server: TemporaryServer, service: str) -> None:
        self._house, self._server, self._service = house, server, service
        self.moment = datetime.now(UTC)
        house[service].database.dispose()  # who copies a database wants to be alone with it
        live = make_url(house[service].database.url).database
        self._template = str(make_url(server.new_database(f"{service}_backup", template=live)).database)

    def restore(self) -> None:
        """Lose all that came after."""
        self._house.restore(self._service, self._server.new_database(self._service, template=self._template))


def set_offsets_back(house: House, group: str, moment: datetime) -> None:
    """What `kafka-consumer-groups.sh --reset-offsets --to-datetime` does, on the embedded log."""
    with psycopg.connect(libpq_url(house.bus_url)) as connection:
        connection.execute(
            "UPDATE bus.position SET next_offset = coalesce((SELECT min(record_offset) FROM bus.record"
            " WHERE record.partition_id = position.partition_id AND published_ms >= %s), next_offset)"
            " WHERE consumer_group = %s", (int(moment.timestamp() * 1000), group))


def count_on(house: House, producer: str, topic: str) -> None:
    """Raise the producer's counts to those of its readers, by the statement of docs/deployment.md."""
    for reader in house.services:
        raised = house.ask(reader, (
            "SELECT format('INSERT INTO event_sequence AS own (topic, key, sequence) VALUES (%L, %L, %s) "
            "ON CONFLICT (topic, key) DO UPDATE SET sequence = greatest(own.sequence, excluded.sequence)', "
            f"topic, key, sequence) FROM feed_position WHERE topic = '{topic}'"))
        change(house, producer, *(statement for statement, in raised))


class TestARestoredReader:
    @pytest.fixture
    def backup(self, house, postgres_server):
        """Of casework, after one sick report; another follows, and a recovery of the first."""
        life.open_business(house)
        anna, bram = life.hire(house, "1"), life.hire(house, "2")
        first = life.fall_sick(house, anna, date(2026, 2, 24))
        house.settle()
        taken = Backup(house, postgres_server, "casework")
        life.fall_sick(house, bram, date(2026, 3, 2))
        life.better(house, first, date(2026, 3, 2))
        house.settle()
        return taken

    def test_handles_in_full_what_the_backup_does_not_know(self, house, backup):
        before = house.ask("casework", DECIDED)
        heard = house.rows("absence", "absence")

        backup.restore()
        lost = house.ask("casework", DECIDED)
        count_on(house, "casework", CASEWORK)
        set_offsets_back(house, "casework", backup.moment)
        house.settle()

        assert [len(before), len(lost)] == [2, 1]
        assert house.ask("casework", DECIDED) == before
        assert house.rows("absence", "absence") == heard
        assert_whole(house)

    def test_does_nothing_twice_however_far_it_goes_back(self, house, backup):
        before = house.ask("casework", DECIDED)
        assigned = house.count("casework", "assignment")

        backup.restore()
        count_on(house, "casework", CASEWORK)
        set_offsets_back(house, "casework", datetime(2020, 1, 1, tzinfo=UTC))
        house.settle()

        assert house.ask("casework", DECIDED) == before
        assert house.count("casework", "assignment") == assigned
        assert_whole(house)

    def test_misses_cases_where_only_its_copies_are_built_anew(self, house, backup):
        backup.restore()

        outcome = replayed(house, "casework")
        house.settle()

        assert outcome.tables["absence"].added == 1
        assert len(house.ask("casework", DECIDED)) == 1


class TestARestoredWriter:
    @pytest.fixture
    def backup(self, house, postgres_server):
        """Of absence, before the wage of an employee was raised, twice."""
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        taken = Backup(house, postgres_server, "absence")
        life.raise_wage(house, anna, "50000.00")
        life.raise_wage(house, anna, "51000.00")
        house.settle()
        taken.restore()
        return taken

    @pytest.fixture
    def anna(self, house, backup):
        """The employee."""
        [row] = house.ask("absence", "SELECT employee_id FROM employee")
        return str(row.employee_id)

    def test_is_heard_once_its_counts_are_above_those_of_its_readers(self, house, anna):
        count_on(house, "absence", ABSENCE)

        number = life.fall_sick(house, anna, date(2026, 3, 2))
        house.settle()

        assert [row.absence_number for row in house.ask("casework", DECIDED)] == [number]
        assert house.count("claims", "absence") == 1
        assert_whole(house)

    def test_changes_what_its_readers_knew_once_its_versions_are_above_theirs(self, house, anna):
        count_on(house, "absence", ABSENCE)
        change(house, "absence", "UPDATE employee SET version = version + 1000")

        life.raise_wage(house, anna, "47000.00")
        house.settle()

        wages = [row.annual_wage for row in house.ask("claims", "SELECT annual_wage FROM employee_wage")]
        assert 4_700_000 in wages
        assert 5_100_000 not in wages
        assert_whole(house)

    def test_is_taken_for_known_where_they_are_not(self, house, anna):
        life.fall_sick(house, anna, date(2026, 3, 2))
        house.settle()

        assert house.count("casework", "dossier") == house.count("claims", "absence") == 0
