"""``python -m cli.chaos.rounds SEED BUS FAULTS``: play one round; totals as JSON on stdout, findings on stderr."""
import json
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from cli.chaos.counts import Counts
from cli.chaos.rounds import Played
from cli.chaos.rounds.ending import Rows, audit, differences, rows_of
from cli.chaos.rounds.environment import Environment
from cli.chaos.rounds.faults import Faults
from cli.chaos.rounds.playing import Player, RoundFailed
from cli.chaos.rounds.story import BEGIN, DAYS, Command, story_of
from cli.endings import say
from cli.platform.postgres.server import EmbeddedPostgres
from cli.platform.warm import import_libraries, import_services
from cli.run.kafka import KafkaBroker

SHOWN = 12
LONGEST = 400
ENDED = 143
"""Exit code after SIGTERM."""


def main(seed: int, bus: str, faults: Faults) -> Played:
    """Play without faults, play with faults, compare."""
    import_libraries()
    import_services()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))
    directory = Path(tempfile.mkdtemp(prefix=f"ontzorg-round-{seed}-"))
    try:
        return _compare(directory, seed, bus, faults)
    except SystemExit:  # its time is over: an unfinished state cannot be compared
        shutil.rmtree(directory)
        raise


def _compare(directory: Path, seed: int, bus: str, faults: Faults) -> Played:
    story = story_of(seed)
    if faults.jump_days:
        story.append(Command(BEGIN + timedelta(days=DAYS + faults.jump_days)))
    with ExitStack() as stack:
        postgres = EmbeddedPostgres(directory / "postgres")
        postgres.start()
        stack.callback(postgres.stop)
        expected: Rows = Counter()
        if not faults.sabotage:  # with sabotage only the audit of the log must find the fault
            undisturbed = Environment(directory, "undisturbed", postgres)
            _play(undisturbed, story, seed, Faults())
            expected = rows_of(undisturbed)
        broker = stack.enter_context(KafkaBroker(directory / "kafka")) if bus == "kafka" else None
        environment = Environment(directory, "faults", postgres, broker)
        started = time.monotonic()
        deaths = _play(environment, story, seed, faults)
        counts, findings = audit(environment)
        missing, extra = differences(expected, rows_of(environment)) if expected else (expected, expected)
    kills = deaths.total()
    counts += Counts(kills=kills, lost=missing.total(), doubled=max(0, extra.total() - missing.total()))
    say(f"round {seed} on {bus}: {kills} kills, {counts.events} events, {expected.total()} rows compared, "
        f"{time.monotonic() - started:.0f} s")
    say(f"  {faults}")
    say(f"  {', '.join(f'{times} at {point}' for point, times in sorted(deaths.items()))}")
    for sentence in [*findings, *(f"missing {row}" for row in missing), *(f"too many {row}" for row in extra)][:SHOWN]:
        say(f"  {sentence[:LONGEST]}")
    if counts.is_clean:
        shutil.rmtree(directory)
    else:
        say(f"  logs and data are kept in {directory}")
    return Played(counts, deaths)


def _play(environment: Environment, story: list[Command], seed: int, faults: Faults) -> Counter[str]:
    environment.prepare(BEGIN)
    player = Player(environment, story, seed, faults)
    player.play()
    return player.deaths


if __name__ == "__main__":
    try:
        result = main(int(sys.argv[1]), sys.argv[2], Faults(**json.loads(sys.argv[3])))
    except RoundFailed as problem:
        sys.exit(str(problem))
    print(json.dumps({"counts": asdict(result.counts), "deaths": result.deaths}))
