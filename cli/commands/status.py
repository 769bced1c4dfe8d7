"""The condition of the running platform."""
import json
from typing import Any

import click

from cli.commands.data_option import data_option
from cli.platform.condition import condition_of, nothing_runs
from cli.platform.layout import Layout
from cli.platform.state import find_state


@click.command(epilog="Example: ./ontzorg status --json")
@data_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def status(context: click.Context, layout: Layout, as_json: bool) -> None:
    """Show processes, memory and pending work; exit 1 if the platform is not ready."""
    state = find_state(layout)
    condition = condition_of(layout, state) if state else nothing_runs()
    click.echo(json.dumps(condition) if as_json else table_of(condition, layout))
    context.exit(0 if condition["ready"] else 1)


def table_of(condition: dict[str, Any], layout: Layout) -> str:
    """For people."""
    if not condition["processes"]:
        return f"No platform runs here; start it with: ./ontzorg up{layout.option}"
    return "\n".join([
        f"{'Ready' if condition['ready'] else 'Not ready'} at {condition['address']}, bus {condition['bus']}",
        *map(_line, condition["processes"]),
        f"Memory {condition['rss_mb_total']:.0f} MB ({condition['rss_mb_sum']:.0f} MB if shared pages count each time)",
        (f"Under way: outbox {condition['outbox_pending']}, lag {'unknown' if condition['bus_away'] else condition['lag']}, "
        f"parked {condition['parked']}, set aside {condition['set_aside']}"),
        *_remarks(condition, layout),
    ])


def _line(process: dict[str, Any]) -> str:
    """One process, and how it ended if it did."""
    again = f"  started again {process['restarts']}x, last {process['trouble']}" if process["trouble"] else ""
    return (f"{process['name']:<18} {process['pid'] or '-':>8}  {process['rss_mb']:>7.1f} MB  "
            f"{'ready' if process['ready'] else 'NOT READY'}{again}")


def _remarks(condition: dict[str, Any], layout: Layout) -> list[str]:
    """Remarks that need attention or action."""
    remarks = [condition["disk_low"]] if condition["disk_low"] else []
    if condition["bus_away"]:
        remarks.append(f"The bus is away: reports go on, {condition['outbox_pending']} events wait safely in the databases "
                       f"(the oldest {condition['oldest_seconds']:.0f} s) and are sent once it is back")
    if condition["parked"]:
        remarks.append(f"Some events could not be handled and wait for you: ./ontzorg parked list{layout.option}")
    if condition["set_aside"]:
        remarks.append(f"Some items of jobs could not be handled and were set aside: ./ontzorg set-aside list{layout.option}")
    return remarks
