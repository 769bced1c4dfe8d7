"""Rounds of real worker processes, killed under load; in the end all must stand as if nothing had happened."""
import json
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, replace

from cli.chaos.counts import Counts
from cli.chaos.rounds.faults import Faults

KILLS = 20
"""In each round of a long dose."""
LONG_DOSE = tuple(replace(faults, kills=KILLS, doubles_events=True) for faults in (
    Faults(outages=1, outage_seconds=120.0), Faults(outages=2, database_restarts=2), Faults(jump_days=365),
    Faults(partition_raises=1)))
"""What happens in the rounds of a long dose, by turns."""
ENDING_SECONDS = 20.0
"""In which a round that is ended stops its database and removes its data."""


class RoundUnfinished(Exception):
    """A round could not be played to its end: what became of its events is not known."""


class RoundOutOfTime(RoundUnfinished):
    """A round took longer than it was given."""


@dataclass(frozen=True)
class Played:
    """What came of a round.

    :ivar deaths: processes that were killed, by the point at which each ended
    """

    counts: Counts
    deaths: Counter[str]


def play(seed: int, bus: str, faults: Faults, *, seconds: float | None = None) -> Played:
    """Play one story twice, once in peace and once with faults, and compare the ends; in a process of its own, because it forks.

    :param bus: postgresql or kafka
    :param seconds: how long it may take
    :raises RoundOutOfTime: if it takes longer
    :raises RoundUnfinished: if it ends by itself before its end
    """
    command = [sys.executable, "-m", "cli.chaos.rounds", str(seed), bus, json.dumps(asdict(faults))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            told, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            raise RoundOutOfTime(f"round {seed} on {bus} was ended, because the time is over") from None
        except BaseException:
            _end(process)
            raise
    if process.returncode != 0:
        raise RoundUnfinished(f"round {seed} on {bus} was not played to its end")
    values = json.loads(told)
    return Played(Counts(**values["counts"]), Counter(values["deaths"]))


def _end(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
