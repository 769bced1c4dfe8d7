"""List, retry and resolve items that jobs could not handle."""
import json
from collections.abc import Iterator
from contextlib import contextmanager

import click

from cli.commands.parked import in_services
from cli.endings import Misbehaved, WrongInput, hint, say
from cli.people.administration import administrator_at
from cli.people.person import Refused
from cli.people.set_aside_items import SetAsideItem, SetAsideItems
from cli.platform.layout import Layout
from cli.platform.state import get_state
from shared.kernel.services import NAMES

GONE = "set_aside.unknown"


@click.group("set-aside", epilog="Example: ./ontzorg set-aside list")
def set_aside() -> None:
    """List items that a job could not handle, retry them, or close one."""


@set_aside.command("list", epilog="Example: ./ontzorg set-aside list --service billing")
@in_services
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_items(layout: Layout, address: str | None, services: tuple[str, ...], *, as_json: bool) -> None:
    """Show each item with its job, the date since when it is set aside, and the reason."""
    with _items(layout, address, services) as items:
        found = items.list()
    if as_json:
        click.echo(json.dumps([{"service": one.service, **one.item} for one in found], indent=1))
    else:
        click.echo(table_of(found))


@set_aside.command(epilog="Example: ./ontzorg set-aside retry billing/12")
@click.argument("name", metavar="[ITEM]", required=False)
@click.option("--all", "is_all", is_flag=True, help="Every item that is set aside.")
@in_services
def retry(name: str | None, layout: Layout, address: str | None, services: tuple[str, ...], *, is_all: bool) -> None:
    """Handle ITEM for every business date that it missed; exit 1 if it fails again."""
    if bool(name) == is_all:
        raise WrongInput("Give an item such as billing/12, or --all.")
    with _items(layout, address, services) as items:
        wanted = [items.find(name)] if name else items.list()
        failed = [one for one in wanted if not _is_handled(items, one)]
    if failed:
        raise Misbehaved(f"{len(failed)} of {len(wanted)} items are still set aside; see {hint('set-aside list')}.")
    say("All of these items were handled.")


@set_aside.command(epilog='Example: ./ontzorg set-aside resolve billing/12 --because "invoiced by hand"')
@click.argument("name", metavar="ITEM")
@click.option("--because", required=True, metavar="WHY", help="Explanation, stored with the item; 10 to 500 characters.")
@in_services
def resolve(name: str, because: str, layout: Layout, address: str | None, services: tuple[str, ...]) -> None:
    """Close ITEM, which was settled in another way; it is not handled for the missed dates."""
    with _items(layout, address, services) as items:
        items.resolve(items.find(name), because)
    say(f"{name} is closed.")


@contextmanager
def _items(layout: Layout, address: str | None, services: tuple[str, ...]) -> Iterator[SetAsideItems]:
    """Convert a refusal of the platform to an error message."""
    try:
        yield SetAsideItems(administrator_at(address or get_state(layout).address), services or NAMES)
    except Refused as refusal:
        raise WrongInput(f"The platform refuses this: {refusal.detail or refusal.code}") from None


def _is_handled(items: SetAsideItems, one: SetAsideItem) -> bool:
    try:
        outcome = items.retry(one)
    except Refused as refusal:
        if refusal.code != GONE:
            raise
        say(f"{one.name}: already handled or closed")
        return True
    say(f"{one.name} ({one.item['job']} {one.item['item']}): "
        + ("handled" if outcome["is_done"] else f"failed again: {outcome['reason']}"))
    return bool(outcome["is_done"])


def table_of(found: list[SetAsideItem]) -> str:
    """For people."""
    if not found:
        return "Nothing is set aside: every item of every job was handled."
    lines = [f"{'ITEM':<14} {'JOB':<18} {'OF':<24} {'DATE':<10} {'TRIED':>5}  NEXT TRY"]
    for one in found:
        item = one.item
        following = str(item["next_try_at"])[:len("2026-03-02T11:00")] if item["next_try_at"] else "waits for you"
        lines += [f"{one.name:<14} {item['job']:<18} {item['item']:<24} {item['business_date']} {item['tries']:>5}  {following}",
                  f"  {item['kind']}: {item['reason']}"]
    return "\n".join([*lines, f"All other items were handled. Try one again: {hint('set-aside retry ITEM')}"])
