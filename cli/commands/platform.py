"""Start, stop and empty the platform."""
import os
import shutil
import signal
import time
from datetime import datetime

import click

from cli.commands.data_option import data_option
from cli.demo.cast import STAFF, STAFF_PASSWORD
from cli.demo.employer import DEMO_USERNAME, is_seeded
from cli.endings import Misbehaved, WrongInput, say
from cli.platform.layout import Layout
from cli.platform.state import PlatformState, find_state, shown
from shared.kernel.clock import SystemClock
from shared.kernel.services import DEPLOYED

DOWN_SECONDS = 30.0
LOOK_SECONDS = 0.1


@click.command(epilog="Example: ./ontzorg up --port 9090")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535),
              help="Of the portal; 0 takes a free one.")
@data_option
@click.option("--bus", type=click.Choice(["postgresql", "kafka"]), default="postgresql", show_default=True,
              help="What carries the events: the embedded log, or an Apache Kafka that this command starts.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="Start the platform's clock on this day.")
@click.option("--bare", is_flag=True, help="Without the demo employer that a first start adds.")
@click.option("--only", multiple=True, type=click.Choice(DEPLOYED),
              help="Start only this service (may be repeated), for whoever works on one.")
def up(port: int, layout: Layout, bus: str, today: datetime | None, bare: bool,
       only: tuple[str, ...]) -> None:
    """Start the whole platform on this machine and keep it running until Ctrl-C."""
    from cli.demo.seeding import beginning, seed_once
    from cli.platform.lifecycle import PlatformOptions, run_platform
    started = time.monotonic()
    end = today.date() if today else SystemClock().today()
    has_history = not (bare or only)
    start = beginning(layout, end) if has_history else end

    def when_ready(state: PlatformState) -> None:
        seconds = time.monotonic() - started
        if has_history:
            seed_once(state, layout, end, follow_machine=today is None)
        click.echo(welcome(state, layout, seconds))

    run_platform(PlatformOptions(layout, port, bus, start if today or start < end else None, only), when_ready)


def welcome(state: PlatformState, layout: Layout, seconds: float) -> str:
    """What a person wants to know once it is ready."""
    demo = [f"  The demo employer logs in as {DEMO_USERNAME} with password {STAFF_PASSWORD}"] if is_seeded(layout) else []
    return "\n".join([
        f"Ready in {seconds:.1f} s: {state.address}",
        *demo,
        f"  Staff log in as {', '.join(STAFF)} with password {STAFF_PASSWORD}",
        f"  SMS codes and mail: {state.address}/dev/messages",
        "  Play the main job beside it: ./ontzorg demo        Stop: Ctrl-C",
    ])


@click.command(epilog="Example: ./ontzorg down")
@data_option
def down(layout: Layout) -> None:
    """Stop the platform that runs on the data directory."""
    state = find_state(layout)
    if state is None:
        say(f"No platform runs on {shown(layout.data)}.")
        return
    os.kill(state.pid, signal.SIGTERM)
    deadline = time.monotonic() + DOWN_SECONDS
    while find_state(layout):
        if time.monotonic() > deadline:
            raise Misbehaved(f"The platform (process {state.pid}) did not stop within {DOWN_SECONDS:.0f} seconds.")
        time.sleep(LOOK_SECONDS)
    say("Stopped.")


@click.command(epilog="Example: ./ontzorg reset --yes")
@data_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(layout: Layout, yes: bool) -> None:
    """Throw away all data of a platform that is stopped; the next start is a first one."""
    if find_state(layout):
        raise WrongInput("The platform runs; stop it first with: ./ontzorg down")
    if not layout.data.exists():
        say(f"There is nothing in {shown(layout.data)}.")
        return
    if not layout.run.is_dir():
        raise WrongInput(f"{shown(layout.data)} is not the data of a platform, so nothing was removed.")
    if not yes:
        click.confirm(f"Remove everything in {shown(layout.data)}?", abort=True, err=True)
    shutil.rmtree(layout.data)
    say(f"Removed {shown(layout.data)}.")
