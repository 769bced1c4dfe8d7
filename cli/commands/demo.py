"""Play the built-in story, or a case file, through the whole platform."""
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
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
              help="Play this case on a new temporary platform, instead of the built-in story.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout; progress goes to stderr.")
@click.option("--kafka", is_flag=True, help="Use a new platform with a real Apache Kafka.")
@click.option("--keep", is_flag=True, help="Leave the new platform running, and print its address.")
@click.option("--yes", is_flag=True, help="Play on the running platform without confirmation.")
@data_option
def demo(case_file: Path | None, as_json: bool, kafka: bool, keep: bool, yes: bool, layout: Layout) -> None:
    """Play a case as its users through the gateway's public HTTP API; exit 1 if a result differs from what is expected.

    The story moves the clock forward by three months or more, which cannot be undone. On a running platform it therefore asks for
    confirmation, or needs --yes. Without a terminal or a running platform it uses a temporary platform.
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
        running = None if kafka or keep else _running(layout, is_allowed=yes)
        with nullcontext(running) if running else _own_platform(bus, keep=keep) as state:
            case = story_after(PlatformTime(state.address).today())
            result = play_case(case, state, steps)
        wrong = list(surprises(case, result))
    click.echo(json.dumps(result, indent=1) if as_json else summary_of(result))
    if wrong:
        raise Misbehaved("Not as expected: " + "; ".join(wrong) + ".")
    say("Everything is as expected." if case_file is None else "Done.")


def _running(layout: Layout, *, is_allowed: bool) -> PlatformState | None:
    """The running platform, if the story may be played on it.

    :raises click.Abort: if the person says no
    """
    state = find_state(layout)
    if state is None or not state.is_ready:
        return None
    warning = f"The demo moves the clock of the platform at {state.address} forward by months; this cannot be undone"
    if is_allowed:
        return state
    if sys.stdin.isatty():
        click.confirm(f"{warning}. Go on?", abort=True, err=True)
        return state
    say(f"{warning}. It is not used; to use it, add --yes.")
    return None


@contextmanager
def _own_platform(bus: str, *, keep: bool) -> Iterator[PlatformState]:
    say("Starting a platform of its own")
    with fresh_platform(bus=bus, today=None, keep=keep) as state:
        yield state
