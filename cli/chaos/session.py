"""A chaos session of a given length: simulations, and rounds of real processes while they fit into the time."""
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

from cli.chaos.counts import Counts
from cli.chaos.rounds import Played, RoundOutOfTime, RoundUnfinished
from cli.chaos.rounds.faults import Faults
from cli.chaos.simulation.fault_plan import Fault
from cli.chaos.simulation.run import Outcome

SIMULATE_SECONDS = 45.0
"""How long simulations run before the next round of real processes."""
ROUND_SECONDS = 60.0
"""Estimated duration of a round without its outages, until finished rounds give a better estimate."""

PlayRound = Callable[[int, str, Faults, float], Played]
"""Plays a round, given seed, bus, faults and maximum seconds."""


@dataclass
class Tally:
    """The result of a session.

    :ivar counts: totals of all simulations and of all finished rounds
    :ivar seen: the faults that occurred in the simulations
    :ivar failed: rounds that did not finish for another reason than lack of time
    """

    counts: Counts = field(default_factory=Counts)
    seen: Counter[Fault] = field(default_factory=Counter)
    simulations: int = 0
    failed: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether everything arrived once and in order in all finished runs, and no round failed."""
        return self.counts.is_clean and not self.failed


@dataclass
class Session:
    """Plays simulations and rounds until its time is over.

    :ivar now: a monotonic clock in seconds
    :ivar say: receives a sentence about each unfinished round
    """

    simulate: Callable[[int], Outcome]
    play_round: PlayRound
    now: Callable[[], float]
    say: Callable[[str], None]
    round_seconds: float = ROUND_SECONDS
    _simulation_seconds: float = 0.0

    def spend(self, seconds: float, *, first_seed: int, buses: Sequence[str] = (), doses: Sequence[Faults] = ()) -> Tally:
        """Play simulations with consecutive seeds, and at intervals a round if one fits into the remaining time.

        :param buses: the buses of the rounds, in turn
        :param doses: the faults of the rounds, in turn
        """
        tally = Tally()
        deadline, rounds = self.now() + seconds, 0
        next_round = self.now() + min(SIMULATE_SECONDS, seconds / 4)
        for seed in count(first_seed):
            if self.now() + self._simulation_seconds >= deadline:
                return tally
            faults = self._fitting(doses, rounds // len(buses) if buses else 0, deadline) if self.now() >= next_round else None
            if faults is None:
                self._simulate(tally, seed)
                continue
            self._play(tally, seed, buses[rounds % len(buses)], faults, deadline)
            rounds, next_round = rounds + 1, self.now() + SIMULATE_SECONDS
        raise AssertionError("seeds do not end")

    def _simulate(self, tally: Tally, seed: int) -> None:
        began = self.now()
        outcome = self.simulate(seed)
        tally.seen += outcome.seen
        tally.simulations += 1
        tally.counts += outcome.counts
        self._simulation_seconds = (self._simulation_seconds + self.now() - began) / min(tally.simulations, 2)

    def _fitting(self, doses: Sequence[Faults], turn: int, deadline: float) -> Faults | None:
        """Return the next dose in turn that fits into the remaining time, or None."""
        left = deadline - self.now()
        for offset in range(len(doses)):
            faults = doses[(turn + offset) % len(doses)]
            if self.round_seconds + faults.outages * faults.outage_seconds <= left:
                return faults
        return None

    def _play(self, tally: Tally, seed: int, bus: str, faults: Faults, deadline: float) -> None:
        began = self.now()
        try:
            tally.counts += self.play_round(seed, bus, faults, deadline - began).counts
        except RoundOutOfTime as problem:
            self.say(f"{problem}; it is not counted")
        except RoundUnfinished as problem:
            tally.failed += 1
            self.say(f"{problem}; it is not counted, and the result for its events is unknown")
        else:
            self.round_seconds = self.now() - began - faults.outages * faults.outage_seconds
