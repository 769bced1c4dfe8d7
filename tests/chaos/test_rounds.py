"""Processes are killed, the bus goes away, the database restarts: in the end all stands as if nothing had happened."""
import pytest

from cli.chaos.counts import Counts
from cli.chaos.rounds import play
from cli.chaos.rounds.faults import Faults

pytestmark = pytest.mark.e2e


def assert_clean(counts: Counts, *, kills: int) -> None:
    """Nothing lost, doubled or out of order, and the faults did happen."""
    print(counts)
    assert counts.is_clean, counts
    assert counts.kills >= kills
    assert counts.events > 80


class TestRound:
    @pytest.mark.parametrize("bus", ["postgresql", pytest.param("kafka", marks=pytest.mark.kafka)])
    def test_with_kills_at_every_step_doubles_an_outage_and_a_restart_ends_as_in_peace(self, bus):
        counts = play(11, bus, Faults(kills=24, doubles_events=True, outages=1, database_restarts=1))

        assert_clean(counts, kills=24)

    def test_with_a_clock_that_jumps_a_year_at_the_end_ends_as_in_peace(self):
        counts = play(13, "postgresql", Faults(kills=8, jump_days=365))

        assert_clean(counts, kills=8)


class TestAudit:
    def test_sees_a_bus_that_loses_events(self):
        assert play(14, "postgresql", Faults(sabotage="loss")).lost > 0

    def test_sees_a_bus_that_lets_events_of_one_key_overtake(self):
        assert play(15, "postgresql", Faults(sabotage="order")).out_of_order > 0
