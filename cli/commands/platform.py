"""Start, stop and empty the platform."""
import contextlib
import shutil
import signal
import time
from datetime import date, datetime

import click
import psutil

from cli.commands.data_option import data_option
from cli.demo.cast import STAFF, STAFF_PASSWORD
from cli.demo.employer import DEMO_USERNAME
from cli.demo.progress import Fill
from cli.endings import Misbehaved, WrongInput, say
from cli.platform.generated_secrets import rotate_secrets
from cli.platform.layout import Layout
from cli.platform.leftovers import stop_leftovers, stopped_message
from cli.platform.room import system_errors
from cli.platform.state import PlatformState, find_supervisor, is_held, only_instance, shown
from shared.kernel.services import DEPLOYED

DOWN_SECONDS = 30.0
LOOK_SECONDS = 0.1


@click.command(epilog="Example: ./ontzorg up --port 9090")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535),
              help="Port of the portal; 0 chooses a free one.")
@data_option
@click.option("--bus", type=click.Choice(["postgresql", "kafka"]), default="postgresql", show_default=True,
              help="The message bus: the embedded log in PostgreSQL, or an Apache Kafka that this command starts.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="Start the platform's clock on this day.")
@click.option("--bare", is_flag=True, help="Do not add the demo employer at the first start.")
@click.option("--only", multiple=True, type=click.Choice(DEPLOYED),
              help="Start only this service (may be repeated).")
def up(port: int, layout: Layout, bus: str, today: datetime | None, bare: bool,
       only: tuple[str, ...]) -> None:
    """Start the whole platform on this machine and keep it running until Ctrl-C."""
    from cli.demo.seeding import begin_fill, fill
    from cli.platform.lifecycle import PlatformOptions, run_platform
    started = time.monotonic()
    day = today.date() if today else None
    options = PlatformOptions(layout, port, bus, only=only)

    def before() -> date | None:
        return begin_fill(layout, day, is_wanted=not (bare or only))

    def when_ready(state: PlatformState) -> None:
        seconds = time.monotonic() - started
        if not (bare or only):
            fill(state, layout, day)
        click.echo(welcome(state, layout, seconds))

    run_platform(options, before, when_ready)


def welcome(state: PlatformState, layout: Layout, seconds: float) -> str:
    """The message that is printed once the platform is ready."""
    is_there = Fill.is_complete(layout)
    demo = [f"  The demo employer logs in as {DEMO_USERNAME} with password {STAFF_PASSWORD}"] if is_there else []
    return "\n".join([
        f"Ready in {seconds:.1f} s: {state.address}",
        *demo,
        f"  Staff log in as {', '.join(STAFF)} with password {STAFF_PASSWORD}",
        f"  SMS codes and mail: {state.address}/dev/messages",
        f"  Play the main job beside it: ./ontzorg demo{layout.option}        Stop: Ctrl-C",
    ])


@click.command(epilog="Example: ./ontzorg down")
@data_option
def down(layout: Layout) -> None:
    """Stop the platform on the data directory, or the processes that a killed one left behind."""
    with system_errors(layout.data):
        if not layout.run.is_dir():
            say(f"No platform runs on {shown(layout.data)}.")
            return
        if is_held(layout):
            _stop(layout)
            say("Stopped.")
            return
        with only_instance(layout):
            names = stop_leftovers(layout)
    say(stopped_message(names) if names else f"No platform runs on {shown(layout.data)}.")


def _stop(layout: Layout) -> None:
    deadline = time.monotonic() + DOWN_SECONDS
    supervisor = None
    while is_held(layout):
        if supervisor is None and (supervisor := find_supervisor(layout)):
            _end(supervisor, layout)
        if time.monotonic() > deadline:
            who = f" (process {supervisor.pid})" if supervisor else ""
            raise Misbehaved(f"The platform{who} did not stop within {DOWN_SECONDS:.0f} seconds.")
        time.sleep(LOOK_SECONDS)


def _end(supervisor: psutil.Process, layout: Layout) -> None:
    try:
        with contextlib.suppress(psutil.NoSuchProcess):
            supervisor.send_signal(signal.SIGTERM)
    except psutil.AccessDenied:
        raise WrongInput(f"The platform on {shown(layout.data)} belongs to user {supervisor.username()}; "
                         "run the command as that user.") from None


@click.command(epilog="Example: ./ontzorg reset --yes")
@data_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(layout: Layout, yes: bool) -> None:
    """Delete all data of a stopped platform; the next start begins with an empty one."""
    if is_held(layout):
        raise WrongInput(f"The platform runs; stop it first with: ./ontzorg down{layout.option}")
    if not layout.data.exists():
        say(f"There is nothing in {shown(layout.data)}.")
        return
    if not layout.run.is_dir():
        raise WrongInput(f"{shown(layout.data)} is not the data of a platform, so nothing was removed.")
    if not yes:
        click.confirm(f"Remove everything in {shown(layout.data)}?", abort=True, err=True)
    with system_errors(layout.data), only_instance(layout):
        if names := stop_leftovers(layout):
            say(stopped_message(names))
        shutil.rmtree(layout.data)
    say(f"Removed {shown(layout.data)}.")


@click.command("rotate-secrets", epilog="Example: ./ontzorg rotate-secrets")
@data_option
def rotate(layout: Layout) -> None:
    """Replace the secrets of a stopped platform; the next start uses the new ones, and sessions stay valid.

    On real infrastructure: docs/deployment.md, Rotating.
    """
    if not layout.run.is_dir():
        raise WrongInput(f"There is no platform in {shown(layout.data)}.")
    with system_errors(layout.data), only_instance(layout):
        rotate_secrets(layout)
    say(f"Replaced; they take effect with: ./ontzorg up{layout.option}")
