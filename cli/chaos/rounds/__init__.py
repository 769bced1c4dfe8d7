"""Rounds of real worker processes, killed under load; in the end all must stand as if nothing had happened."""
import json
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, replace

from cli.chaos.counts import Counts
from cli.chaos.rounds.faults import Faults

LONG_DOSE = (Faults(outages=1, outage_seconds=120.0), Faults(outages=2, database_restarts=2), Faults(jump_days=365),
             Faults(partition_raises=1))
"""What happens besides kills and doubled events, by turns."""


@dataclass(frozen=True)
class Played:
    """What came of a round.

    :ivar deaths: processes that were killed, by the point at which each ended
    """

    counts: Counts
    deaths: Counter[str]


def run_round(seed: int, bus: str, kills: int, *, turn: int = 0) -> Counts:
    """Play one story twice, once in peace and once with processes killed and every event doubled, and compare the ends.

    :param bus: postgresql or kafka
    :param kills: how many processes are killed
    :param turn: which of the long dose's other faults comes in
    """
    return play(seed, bus, replace(LONG_DOSE[turn % len(LONG_DOSE)], kills=kills, doubles_events=True)).counts


def play(seed: int, bus: str, faults: Faults) -> Played:
    """A round with any faults, in a process of its own, because it forks.

    :raises RuntimeError: if it could not be played to its end
    """
    command = [sys.executable, "-m", "cli.chaos.rounds", str(seed), bus, json.dumps(asdict(faults))]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"round {seed} on {bus} was not played to its end")
    told = json.loads(result.stdout)
    return Played(Counts(**told["counts"]), Counter(told["deaths"]))
