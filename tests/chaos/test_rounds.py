"""A round with kills, outages and restarts of real processes ends in the same state as one without faults."""
import pytest

from cli.chaos.rounds import Played, play
from cli.chaos.rounds.faults import ANY_MOMENT, COMMAND_POINTS, POINTS, Faults

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1200)]
BUSES = ["postgresql", pytest.param("kafka", marks=pytest.mark.kafka)]


def assert_clean(played: Played, *, kills: int) -> None:
    """Nothing is lost, doubled or out of order, and the planned faults occurred."""
    print(played.counts, dict(played.deaths))
    assert played.counts.is_clean, played.counts
    assert played.counts.kills == played.deaths.total() >= kills
    assert played.counts.events > 80


@pytest.mark.parametrize("bus", BUSES)
class TestRound:
    def test_with_kills_duplicates_outage_restart_and_more_partitions_ends_like_one_without_faults(self, bus):
        played = play(11, bus, Faults(kills=24, doubles_events=True, outages=1, database_restarts=1, partition_raises=1))

        assert_clean(played, kills=24)
        assert {*POINTS, *COMMAND_POINTS, ANY_MOMENT} == {point for point, times in played.deaths.items() if times}

    def test_with_a_clock_jump_of_a_year_ends_like_one_without_faults(self, bus):
        assert_clean(play(13, bus, Faults(kills=8, jump_days=365)), kills=8)


class TestAudit:
    def test_detects_a_bus_that_loses_events(self):
        assert play(14, "postgresql", Faults(sabotage="loss")).counts.lost > 0

    def test_detects_a_bus_that_reorders_events_with_the_same_key(self):
        assert play(15, "postgresql", Faults(sabotage="order")).counts.out_of_order > 0
