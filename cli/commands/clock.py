"""Read and move the platform's clock."""
import click

from cli.commands.data_option import data_option
from cli.endings import say
from cli.platform.layout import Layout
from cli.platform.state import get_state
from cli.run.walking import PlatformTime, target_of


@click.command(epilog="Example: ./ontzorg clock +42d")
@click.argument("to", required=False)
@data_option
def clock(to: str | None, layout: Layout) -> None:
    """Show the platform's day, or move it forward to TO: a day (2026-06-15), days (+42d) or weeks (+6w).

    The clock moves in steps and waits at each until all jobs have run and all events have arrived.
    """
    time = PlatformTime(get_state(layout).address)
    if to is not None:
        target = target_of(to, time.today())
        time.walk_to(target, on_step=lambda day: say(f"  {day}"))
    click.echo(time.today().isoformat())
