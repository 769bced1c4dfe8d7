"""A chaos session respects its time limit and counts only finished runs."""
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from cli.chaos.counts import Counts
from cli.chaos.rounds import LONG_DOSE, Played, RoundOutOfTime, RoundUnfinished
from cli.chaos.rounds.faults import Faults
from cli.chaos.session import Session, Tally
from cli.chaos.simulation.fault_plan import Fault
from cli.chaos.simulation.run import Outcome

FAULT = next(iter(Fault))


@dataclass
class Night:
    """A clock that advances only while a simulation or round runs.

    :ivar takes: duration of a round, including its outages
    """

    takes: Callable[[Faults], float]
    fails: bool = False
    time: float = 0.0
    played: list[tuple[str, Faults]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def simulate(self, seed: int) -> Outcome:
        self.time += 0.5
        return Outcome(seed, Counts(runs=1, kills=2, events=30), (), Counter({FAULT: 1}), "", 0)

    def play_round(self, seed: int, bus: str, faults: Faults, seconds: float) -> Played:
        needed = self.takes(faults)
        self.time += min(needed, seconds)
        if needed > seconds:
            raise RoundOutOfTime(f"round {seed} on {bus} was ended, because the time is over")
        if self.fails:
            raise RoundUnfinished(f"round {seed} on {bus} was not played to its end")
        self.played.append((bus, faults))
        return Played(Counts(runs=1, kills=20, events=400), Counter())

    def spend(self, minutes: float, *buses: str) -> Tally:
        session = Session(self.simulate, self.play_round, lambda: self.time, self.said.append)
        return session.spend(minutes * 60, first_seed=1, buses=buses or ("postgresql",), doses=LONG_DOSE)


def usual(faults: Faults) -> float:
    return 50.0 + faults.outages * faults.outage_seconds


class TestSession:
    def test_of_one_minute_plays_no_round_that_does_not_fit(self):
        night = Night(usual)

        tally = night.spend(1)

        assert (night.time, night.played) == (59.5, [])
        assert (tally.counts, tally.simulations) == (Counts(runs=119, kills=238, events=3570), 119)

    def test_plays_the_doses_by_turns_on_each_bus_and_stops_in_time(self):
        night = Night(usual)

        tally = night.spend(20, "postgresql", "kafka")

        assert [bus for bus, _ in night.played[:4]] == ["postgresql", "kafka", "postgresql", "kafka"]
        assert [faults for _, faults in night.played[:4]] == [LONG_DOSE[0], LONG_DOSE[0], LONG_DOSE[1], LONG_DOSE[1]]
        assert 1199 <= night.time <= 1200
        assert tally.counts.runs == tally.simulations + len(night.played)
        assert tally.seen[FAULT] == tally.simulations

    def test_takes_the_next_dose_where_a_long_outage_does_not_fit(self):
        night = Night(usual)

        night.spend(3)

        assert night.played[0] == ("postgresql", LONG_DOSE[1])

    def test_ends_a_round_that_takes_too_long_and_does_not_count_it(self):
        night = Night(lambda _: 500.0)

        tally = night.spend(3)

        assert night.time == 180.0
        assert tally.counts.runs == tally.simulations
        assert tally.is_clean
        assert [sentence.endswith("because the time is over; it is not counted") for sentence in night.said] == [True]

    def test_is_not_clean_after_a_round_that_failed_though_nothing_is_known_to_be_lost(self):
        night = Night(usual, fails=True)

        tally = night.spend(3)

        assert (tally.counts.lost, tally.is_clean) == (0, False)
        assert "the result for its events is unknown" in night.said[0]
