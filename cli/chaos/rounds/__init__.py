"""Rounds of real worker processes that are killed under load; the end state must equal that of a run without faults."""
import json
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, replace

from cli.chaos.counts import Counts
from cli.chaos.rounds.faults import Faults

KILLS = 20
"""Kills in each round of a long dose."""
LONG_DOSE = tuple(replace(faults, kills=KILLS, doubles_events=True) for faults in (
    Faults(outages=1, outage_seconds=120.0), Faults(outages=2, database_restarts=2), Faults(jump_days=365),
    Faults(partition_raises=1)))
"""The faults of the rounds of a long dose, in turn."""
ENDING_SECONDS = 20.0
"""Time for a terminated round to stop its database and remove its data."""


class RoundUnfinished(Exception):
    """A round did not finish, so the kill_plan of its events is unknown."""


class RoundOutOfTime(RoundUnfinished):
    """A round exceeded its time limit."""


@dataclass(frozen=True)
class Played:
    """The result of a round.

    :ivar deaths: killed processes, by the point at which each was killed
    """

    counts: Counts
    deaths: Counter[str]


def play(seed: int, bus: str, faults: Faults, *, seconds: float | None = None) -> Played:
    """Play one story without and with faults and compare the end states, in a subprocess because a round forks.

    :param bus: postgresql or kafka
    :param seconds: time limit
    :raises RoundOutOfTime: if it takes longer
    :raises RoundUnfinished: if it exits before its end
    """
    command = [sys.executable, "-m", "cli.chaos.rounds", str(seed), bus, json.dumps(asdict(faults))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            raise RoundOutOfTime(f"round {seed} on {bus} was ended, because the time is over") from None
        except BaseException:
            _end(process)
            raise
    if process.returncode != 0:
        raise RoundUnfinished(f"round {seed} on {bus} was not played to its end")
    values = json.loads(output)
    return Played(Counts(**values["counts"]), Counter(values["deaths"]))


def _end(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
