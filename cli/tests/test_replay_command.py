"""`./ontzorg replay` on separate databases: its output and refusals."""
import json

import pytest
from click.testing import CliRunner

from cli.commands.replay import replay
from shared.bus.catalogue import partitions
from shared.bus.embedded.adapter import EmbeddedBus
from shared.db.migrations import upgrade
from shared.messaging.consumer import Consumer


@pytest.fixture
def environ(new_database):
    """The environment of a migrated billing that has read an empty log."""
    from services.billing.subscribers import subscribers
    from shared.db.session import Database
    from shared.kernel.clock import SystemClock

    url, bus_url = new_database("billing"), new_database("bus")
    upgrade("billing", url)
    bus, database = EmbeddedBus(bus_url), Database(url, SystemClock())
    bus.ensure_topics(partitions())
    subscription = bus.subscribe("billing", subscribers.topics)
    Consumer(database, bus, subscribers).handle_next(subscription, 0)
    subscription.close()
    bus.close()
    database.dispose()
    return {"BILLING_DATABASE_URL": url, "ONTZORG_BUS_URL": bus_url}


class TestReplayCommand:
    def test_finds_nothing_wrong_in_what_is_right(self, environ):
        result = CliRunner().invoke(replay, ["billing"], env=environ)

        assert result.exit_code == 0
        assert result.stdout.splitlines()[0] == "Read 0 events."
        assert result.stdout.splitlines()[-1] == "No differences found."

    def test_counts_for_programs(self, environ):
        result = CliRunner().invoke(replay, ["billing", "--json"], env=environ)

        outcome = json.loads(result.stdout)
        assert (outcome["events"], outcome["differences"], list(outcome["tables"])) == (0, 0, ["employee", "wage_segment"])

    @pytest.mark.parametrize("start", ["2026-02-30", "2026-06-15T10:00:00+02:00"])
    def test_refuses_a_start_that_is_no_day(self, environ, start):
        result = CliRunner().invoke(replay, ["billing", "--from", start], env=environ)

        assert (result.exit_code, result.stderr) == (
            2, f"--from takes 'beginning' or a day like 2026-06-15, not '{start}'.\n")

    def test_says_that_the_bus_is_away(self, environ):
        away = "postgresql://postgres@127.0.0.1:9/bus"

        result = CliRunner().invoke(replay, ["billing"], env=environ | {"ONTZORG_BUS_URL": away})

        assert (result.exit_code, result.stderr) == (1, "Nothing was changed: the bus does not answer.\n")

    def test_says_that_no_platform_runs(self, tmp_path):
        result = CliRunner().invoke(replay, ["billing", "--data", str(tmp_path)], env={"BILLING_DATABASE_URL": None})

        assert result.exit_code == 2
        assert "No platform runs" in result.stderr
