"""`python -m cli`: what `./ontzorg` becomes once its environment stands."""
import importlib

import click

COMMANDS = {
    "up": "cli.commands.platform:up",
    "down": "cli.commands.platform:down",
    "status": "cli.commands.status:status",
    "parked": "cli.commands.parked:parked",
    "replay": "cli.commands.replay:replay",
    "logs": "cli.commands.logs:logs",
    "reset": "cli.commands.platform:reset",
    "clock": "cli.commands.clock:clock",
    "demo": "cli.commands.demo:demo",
    "calculate": "cli.commands.calculate:calculate",
    "law": "cli.commands.law:law",
    "chaos": "cli.commands.chaos:chaos",
    "coverage": "cli.commands.coverage:coverage",
    "test": "cli.commands.test:test",
    "lock": "cli.commands.lock:lock",
}


class LazyCommands(click.Group):
    """Loads the module of the command that is called, so that each starts as fast as it can."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
             epilog="Example: ./ontzorg up, and beside it ./ontzorg demo")
def main() -> None:
    """Ontzorg: the platform behind a Dutch sickness-absence insurance for small employers."""


if __name__ == "__main__":
    main(prog_name="./ontzorg")
