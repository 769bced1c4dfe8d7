"""Rounds of real worker processes, killed under load; in the end all must stand as if nothing had happened."""
import json
import subprocess
import sys
from dataclasses import asdict

from cli.chaos.counts import Counts
from cli.chaos.rounds.faults import Faults


def run_round(seed: int, bus: str, kills: int) -> Counts:
    """Play one story twice, once in peace and once with processes killed, and compare the ends.

    :param bus: postgresql or kafka
    :param kills: how many processes are killed
    """
    return play(seed, bus, Faults(kills=kills))


def play(seed: int, bus: str, faults: Faults) -> Counts:
    """A round with any faults, in a process of its own, because it forks.

    :raises RuntimeError: if it could not be played to its end
    """
    command = [sys.executable, "-m", "cli.chaos.rounds", str(seed), bus, json.dumps(asdict(faults))]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"round {seed} on {bus} was not played to its end")
    return Counts(**json.loads(result.stdout))
