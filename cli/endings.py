"""Errors that end a command: one sentence on stderr and an exit code."""
import contextlib
import sys
from typing import IO, Any

import click


class WrongInput(click.ClickException):
    """An error that the user can correct: an invalid file, a port in use, a second instance (exit 2)."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


class Misbehaved(click.ClickException):
    """An expectation failed or the platform misbehaved (exit 1)."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


def hint(command: str) -> str:
    """A command for messages, with the options that select the same platform."""
    context = click.get_current_context(silent=True)
    given = context.params if context else {}
    address, layout = given.get("address"), given.get("layout")
    return f"./ontzorg {command}" + (f" --address {address}" if address else layout.option if layout else "")


def say(text: str) -> None:
    """Print progress to stderr, so that stdout has only the result; a closed terminal is ignored."""
    with contextlib.suppress(OSError):
        click.echo(text, err=True)
