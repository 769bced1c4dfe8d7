"""Run every check of the project."""
import os
import sys
import time

import click

from cli.checks.program import SystemProgram
from cli.checks.static import static_checks
from cli.checks.streamed import Outcome, run_streamed
from cli.checks.system_programs import PROGRAMS, line_to_run, provide
from cli.endings import Misbehaved

LIMIT_SECONDS = 60 * 60
"""Time limit: the aim is 15 minutes on two idle cores; the limit allows for a busy machine but ends hanging tests."""
PROCESSES = 2


@click.command(epilog="Example: ./ontzorg test, or for one part: ./ontzorg test services/claims")
@click.argument("paths", nargs=-1)
@click.option("--fast", is_flag=True, help="Skip tests that need system programs or the whole platform.")
@click.pass_context
def test(context: click.Context, paths: tuple[str, ...], fast: bool) -> None:
    """Run lint, types, layers and all tests, or only the tests below PATHS; installs missing programs first."""
    deadline = time.monotonic() + LIMIT_SECONDS
    missing = [] if fast else provide()
    if missing and os.environ.get("CI") == "true":
        raise Misbehaved(f"Missing: {_names(missing)}; in CI nothing may be left out. To install: {line_to_run(missing)}")
    left_out = {program.mark for program in missing} | ({"e2e", *(program.mark for program in PROGRAMS)} if fast else set())
    notes = [] if paths else _run_static(deadline)
    tests = run_streamed(_pytest(paths, left_out), deadline - time.monotonic())
    if missing:
        notes.append(f"Left out: the tests that need {_names(missing)}. To install: {line_to_run(missing)}")
    elif fast:
        notes.append("Left out by --fast: the tests that need programs of the system or the whole platform.")
    _conclude(tests, notes)
    context.exit(0 if tests.is_good and not any(note.startswith("FAILED") for note in notes) else 1)


def _run_static(deadline: float) -> list[str]:
    notes = []
    for name, command in static_checks():
        click.echo(f"-- {name}")
        outcome = run_streamed(command, deadline - time.monotonic())
        if outcome.last_line:
            click.echo(outcome.last_line)
        if not outcome.is_good:
            notes.append(f"FAILED: {name}")
    return notes


def _pytest(paths: tuple[str, ...], left_out: set[str]) -> list[str]:
    deselect = ["-m", " and ".join(f"not {mark}" for mark in sorted(left_out))] if left_out else []
    return [sys.executable, "-m", "pytest", "-n", str(PROCESSES), "--dist", "worksteal", "-q", *deselect, *paths]


def _conclude(tests: Outcome, notes: list[str]) -> None:
    if tests.code is None:
        notes.append(f"FAILED: the tests took longer than {LIMIT_SECONDS // 60} minutes")
    for note in notes:
        click.echo(note)
    click.echo(tests.last_line or "0 passed, 1 failed")


def _names(programs: list[SystemProgram]) -> str:
    return " and ".join(program.name for program in programs)
