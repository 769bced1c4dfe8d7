"""The help of `./ontzorg` itself; standard library only, because it is read before anything is installed."""
from cli.commands import COMMANDS

WIDTH = max(map(len, COMMANDS)) + 2


def overview() -> str:
    """The text of `./ontzorg --help`."""
    lines = [f"  {name:<{WIDTH}}{summary}" for name, (_, summary) in COMMANDS.items()]
    return "\n".join([
        "Usage: ./ontzorg COMMAND [OPTIONS]",
        "",
        "  Ontzorg: the platform behind a Dutch sickness-absence insurance for small employers.",
        "",
        "Options:",
        "  -h, --help  Show this text; ./ontzorg COMMAND --help explains a command.",
        "",
        "Commands:",
        *lines,
        "",
        "Example: ./ontzorg up, and beside it ./ontzorg demo",
    ])
