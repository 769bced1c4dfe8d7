"""Play the main job, or any case, through the whole platform."""
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import click

from cli.casefile.files import read_case_file
from cli.commands.data_option import data_option
from cli.demo.fresh_platform import fresh_platform
from cli.demo.playing import play_case
from cli.demo.steps import Steps
from cli.demo.story import story_after, surprises
from cli.demo.summary import summary_of
from cli.endings import Misbehaved, say
from cli.platform.layout import Layout
from cli.platform.state import PlatformState, find_state
from cli.run.walking import PlatformTime


@click.command(epilog="Example: ./ontzorg demo --case case.json --json")
@click.option("--case", "case_file", type=click.Path(path_type=Path), metavar="FILE",
              help="Play this case on a fresh platform of its own, instead of the built-in story.")
@click.option("--json", "as_json", is_flag=True, help="The result for programs, on stdout; progress stays on stderr.")
@click.option("--kafka", is_flag=True, help="On a fresh platform with a real Apache Kafka.")
@click.option("--keep", is_flag=True, help="Leave the fresh platform running, and say where.")
@data_option
def demo(case_file: Path | None, as_json: bool, kafka: bool, keep: bool, layout: Layout) -> None:
    """Play the main job through the public HTTP of the gateway, as the people in it would; exit 1 on any surprise.

    Without --case it uses the platform that runs, or starts one of its own.
    """
    steps = Steps()
    bus = "kafka" if kafka else "postgresql"
    if case_file:
        case = read_case_file(case_file)
        say("Starting a platform of its own")
        with fresh_platform(bus=bus, today=case.first_day - timedelta(days=1), keep=keep) as state:
            result = play_case(case, state, steps)
        wrong = [f"{row['kind']} of {row['run_id']} is not valid" for row in result["files"] if not row["valid"]]
    else:
        with _story_platform(layout, bus, keep=keep, is_own=kafka or keep) as state:
            case = story_after(PlatformTime(state.address).today())
            result = play_case(case, state, steps)
        wrong = list(surprises(case, result))
    click.echo(json.dumps(result, indent=1) if as_json else summary_of(result))
    if wrong:
        raise Misbehaved("Not as expected: " + "; ".join(wrong) + ".")
    say("Everything is as expected." if case_file is None else "Done.")


@contextmanager
def _story_platform(layout: Layout, bus: str, *, keep: bool, is_own: bool) -> Iterator[PlatformState]:
    state = find_state(layout)
    if state and state.is_ready and not is_own:
        yield state
        return
    say("Starting a platform of its own")
    with fresh_platform(bus=bus, today=None, keep=keep) as state:
        yield state
