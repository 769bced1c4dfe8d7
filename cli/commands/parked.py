"""List, explain, release and drop events that could not be handled."""
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from cli.commands.data_option import data_option
from cli.endings import Misbehaved, WrongInput, hint, say
from cli.people.administration import WAITS_FOR_SNAPSHOT, Administration, Explained, Parked, administrator_at
from cli.people.person import Refused
from cli.platform.layout import Layout
from cli.platform.state import get_state
from shared.kernel.services import NAMES

SINCE = len("2026-03-02T11:00")
GONE = "parked.unknown"
OVERTAKEN = {GONE: "released or dropped meanwhile by somebody else",
             "parked.waits_for_snapshot": "waits for a snapshot and is released automatically"}
"""Refusal codes of events that changed since they were listed; the command continues with the others."""


def in_services(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that select services and platform."""
    for option in (
        click.option("--service", "services", type=click.Choice(NAMES), multiple=True,
                     help="Only this service (may be repeated)."),
        click.option("--address", metavar="URL", help="Address of a remote platform; ONTZORG_ADMIN_TOKEN must then hold "
                                                      "an administrator's access token."),
        data_option,
    ):
        command = option(command)
    return command


@click.group(epilog="Example: ./ontzorg parked list")
def parked() -> None:
    """List events that could not be handled, release them in order, or drop one."""


@parked.command("list", epilog="Example: ./ontzorg parked list --service casework")
@in_services
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_parked(layout: Layout, address: str | None, services: tuple[str, ...], *, as_json: bool) -> None:
    """Show each parked key: its first event, since when, why, and the number of events behind it."""
    with _administration(layout, address, services) as administration:
        found = administration.list_keys()
    if as_json:
        click.echo(json.dumps([{"service": one.service, **one.event} for one in found], indent=1))
    else:
        click.echo(table_of(found))


@parked.command(epilog="Example: ./ontzorg parked show 019cad3e-6c00-7b02-8c44-51d0e7f3a921")
@click.argument("event_id")
@in_services
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def show(event_id: str, layout: Layout, address: str | None, services: tuple[str, ...], *, as_json: bool) -> None:
    """Explain one event: its error, the types of its fields (never their values), and the events behind it."""
    with _administration(layout, address, services) as administration:
        found = administration.find(event_id)
    if as_json:
        click.echo(json.dumps([{"service": one.parked.service, **one.details} for one in found], indent=1))
    else:
        click.echo("\n\n".join(map(explanation_of, found)))


@parked.command(epilog="Example: ./ontzorg parked release --all --service casework")
@click.argument("event_id", required=False)
@click.option("--key", help="All events of this key.")
@click.option("--all", "is_all", is_flag=True, help="All parked keys.")
@in_services
def release(event_id: str | None, key: str | None, layout: Layout, address: str | None, services: tuple[str, ...], *,
            is_all: bool) -> None:
    """Handle the parked events of EVENT_ID's key, oldest first; exit 1 if one fails again."""
    if sum(map(bool, (event_id, key, is_all))) != 1:
        raise WrongInput("Give an event id, --key, or --all.")
    with _administration(layout, address, services) as administration:
        wanted = [one.parked for one in administration.find(event_id)] if event_id else administration.list_keys(key or "")
        waiting = [one for one in wanted if not _is_released(administration, one, is_alone=not is_all)]
    if key and not wanted:
        raise WrongInput(f"Nothing is parked under the key {key}.")
    if waiting:
        raise Misbehaved(f"{len(waiting)} of {len(wanted)} keys still wait; see {hint('parked list')}.")
    say("All of these events were released.")


@parked.command(epilog='Example: ./ontzorg parked drop 019cad3e-6c00-7b02-8c44-51d0e7f3a921 --because "sent twice by hand"')
@click.argument("event_id")
@click.option("--because", required=True, metavar="WHY", help="Explanation, stored with the event's type; 10 to 500 characters.")
@in_services
def drop(event_id: str, because: str, layout: Layout, address: str | None, services: tuple[str, ...]) -> None:
    """Remove EVENT_ID permanently, with an explanation, and release the events behind it."""
    with _administration(layout, address, services) as administration:
        found = administration.find(event_id)
        if len(found) > 1:
            names = ", ".join(one.parked.service for one in found)
            raise WrongInput(f"{event_id} is parked in {names}; choose one with --service.")
        outcome = administration.drop(found[0].parked, because)
    say(f"Dropped; {_sentence_of(outcome)}")
    if outcome["error"]:
        raise Misbehaved(f"What waited behind it fails too; see {hint('parked list')}.")


@contextmanager
def _administration(layout: Layout, address: str | None, services: tuple[str, ...]) -> Iterator[Administration]:
    """Convert a refusal of the platform to an error message."""
    try:
        yield Administration(administrator_at(address or get_state(layout).address), services or NAMES)
    except Refused as refusal:
        raise WrongInput(f"The platform refuses this: {refusal.detail or refusal.code}") from None


def _is_released(administration: Administration, one: Parked, *, is_alone: bool) -> bool:
    """Release a key; returns whether it has no parked events left. With --all, keys that wait for a snapshot are skipped."""
    if one.event["reason"] == WAITS_FOR_SNAPSHOT and not is_alone:
        say(f"{_name_of(one)}: {OVERTAKEN['parked.waits_for_snapshot']}")
        return True
    try:
        outcome = administration.release(one)
    except Refused as refusal:
        if refusal.code not in OVERTAKEN:
            raise
        say(f"{_name_of(one)}: {OVERTAKEN[refusal.code]}")
        return refusal.code == GONE or not is_alone
    say(f"{_name_of(one)}: {_sentence_of(outcome)}")
    return not outcome["waiting"]


def _sentence_of(outcome: dict[str, Any]) -> str:
    rest = f", {outcome['waiting']} wait" if outcome["waiting"] else ""
    return f"{outcome['released']} handled{rest}" + (f" ({outcome['error']})" if outcome["error"] else "")


def _name_of(one: Parked) -> str:
    return f"{one.service} {one.event['subject'] or one.event['key']}"


def table_of(found: list[Parked]) -> str:
    """For people."""
    if not found:
        return "Nothing is parked: every event was handled."
    lines = [f"{'SERVICE':<10} {'ABOUT':<22} {'SINCE':<{SINCE}} {'BEHIND':>6} {'TRIED':>5}  EVENT"]
    for one in found:
        event = one.event
        lines += [(f"{one.service:<10} {event['subject'] or event['key'][:22]:<22} {event['parked_at'][:SINCE]} "
                  f"{event['behind']:>6} {event['attempts']:>5}  {event['event_id']}"),
                  f"  {event['type']}: {event['error']}"]
    keys = "1 key waits" if len(found) == 1 else f"{len(found)} keys wait"
    return "\n".join([*lines, f"{keys}; all others flow on. Explain one: {hint('parked show EVENT')}"])


def explanation_of(one: Explained) -> str:
    """For people."""
    event, details = one.parked.event, one.details
    facts = {
        "Event": event["event_id"], "Type": event["type"], "In": f"{one.parked.service}, from {event['topic']}",
        "Key": event["key"], "About": event["subject"] or "-", "Sequence": event["sequence"] or "-",
        "Why": {"FAILED": "its handler failed", "BEHIND": "an earlier event of its key is parked",
                "GAP": "earlier events are missing; a snapshot was requested"}.get(event["reason"], event["reason"]),
        "Error": event["error"], "Tried": event["attempts"], "Parked": event["parked_at"],
        "Correlation": event["correlation_id"], "Before it": details["ahead"], "Behind it": event["behind"],
    }
    lines = [f"{name + ':':<13}{value}" for name, value in facts.items()]
    waiting = [f"  {later['event_id']}  {later['type']}" for later in details["waiting"]]
    return "\n".join([*lines, *waiting, "Fields:", json.dumps(details["content"], indent=2)])
