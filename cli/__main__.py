"""`python -m cli`: the program that `./ontzorg` starts in the project's virtual environment."""
import importlib
import sys

import click

from cli.commands import COMMANDS
from cli.overview import overview


class LazyCommands(click.Group):
    """Loads only the module of the command that is called, for a fast start."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def get_help(self, context: click.Context) -> str:
        return overview()


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """Ontzorg: the platform behind a Dutch sickness-absence insurance for small employers."""


if __name__ == "__main__":
    main(sys.argv[1:] or ["--help"], prog_name="./ontzorg")
