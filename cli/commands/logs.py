"""The logs of the processes."""
import contextlib
import time
from collections import deque
from pathlib import Path
from typing import IO

import click

from cli.commands.data_option import data_option
from cli.endings import WrongInput
from cli.platform.layout import Layout
from cli.platform.state import shown

LOOK_SECONDS = 0.3


@click.command(epilog="Example: ./ontzorg logs claims-worker --follow")
@click.argument("processes", nargs=-1)
@data_option
@click.option("--follow", "-f", is_flag=True, help="Follow the logs until Ctrl-C.")
@click.option("--lines", "-n", default=40, show_default=True, type=click.IntRange(0), help="Last lines of each log.")
def logs(processes: tuple[str, ...], layout: Layout, follow: bool, lines: int) -> None:
    """Show the logs of PROCESSES, such as claims-worker or gateway; by default of all."""
    files = _files(layout, processes)
    with contextlib.ExitStack() as stack:
        opened: dict[str, IO[str]] = {path.stem: stack.enter_context(path.open(errors="replace")) for path in files}
        for name, file in opened.items():
            for line in deque(file, maxlen=lines):
                _show(name, line)
        if follow:
            with contextlib.suppress(KeyboardInterrupt):
                _follow(opened)


def _files(layout: Layout, processes: tuple[str, ...]) -> list[Path]:
    known = {path.stem: path for path in sorted(layout.logs.glob("*.log"))}
    unknown = [name for name in processes if name not in known]
    if unknown or not known:
        wanted, names = unknown[0] if unknown else "any process", ", ".join(known) or "none yet"
        raise WrongInput(f"{shown(layout.logs)} has no log of {wanted}; it has: {names}.")
    return [known[name] for name in processes or known]


def _follow(opened: dict[str, IO[str]]) -> None:
    while True:
        for name, file in opened.items():
            for line in file:
                _show(name, line)
        time.sleep(LOOK_SECONDS)


def _show(name: str, line: str) -> None:
    click.echo(f"{name:<18} {line.rstrip()}")
