"""Rebuild a service's copies from the log."""
import importlib
import json
import os
import re
from dataclasses import asdict, astuple, fields
from datetime import UTC, date, datetime, time
from typing import NamedTuple

import click
import psycopg

from cli.commands.data_option import data_option
from cli.endings import Misbehaved, WrongInput
from cli.platform.layout import Layout
from cli.platform.state import get_state
from shared.bus.factory import open_bus
from shared.bus.log_reader import open_log
from shared.bus.port import BusError
from shared.db.session import Database
from shared.kernel.clock import Clock, PlatformClock, SystemClock
from shared.kernel.services import NAMES
from shared.messaging.repair.comparison import TableOutcome
from shared.messaging.repair.replay import ReplayOutcome, ReplayRuns
from shared.messaging.repair.replay import replay as rebuild
from shared.service.settings import require

BEGINNING = "beginning"


class Whereabouts(NamedTuple):
    """Database, log and clock of a service."""

    database_url: str
    bus_url: str
    clock: Clock


@click.command(epilog="Example: ./ontzorg replay claims --from beginning")
@click.argument("service", type=click.Choice(NAMES))
@click.option("--from", "start", metavar="DAY", default=BEGINNING, show_default=True,
              help="Read the whole log, or only events published from a day on (2026-06-15, UTC): then rows without a "
                   "later event are not changed.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_option
def replay(service: str, start: str, layout: Layout, *, as_json: bool) -> None:
    """Rebuild SERVICE's copies of other services' data, and correct differences; decisions and payments are not repeated.

    The platform may be running: its consumer waits while rows are compared, its pages do not. If SERVICE_DATABASE_URL (such as
    CLAIMS_DATABASE_URL) and ONTZORG_BUS_URL are set, these are used, otherwise the local platform.
    """
    since, where = _moment(start), _whereabouts(service, layout)
    database, bus = Database(where.database_url, where.clock, application=f"{service}-replay"), open_bus(where.bus_url)
    try:
        reader = open_log(where.bus_url)
        try:
            outcome = rebuild(database, bus, reader,
                              importlib.import_module(f"services.{service}.subscribers").subscribers,
                              importlib.import_module(f"services.{service}.store").Base.metadata, since=since)
        finally:
            reader.close()
    except (ReplayRuns, BusError) as problem:
        raise Misbehaved(f"Nothing was changed: {problem}.") from None
    except psycopg.OperationalError:
        raise Misbehaved("Nothing was changed: the bus does not answer.") from None
    finally:
        bus.close()
        database.dispose()
    click.echo(json.dumps(asdict(outcome) | {"differences": outcome.differences}, indent=1) if as_json else report_of(outcome))


def report_of(outcome: ReplayOutcome) -> str:
    """For people."""
    heads = "".join(f"{one.name.upper():>9}" for one in fields(TableOutcome))
    lines = [f"Read {outcome.events} events.", f"{'TABLE':<18}{heads}"]
    lines += [f"{name:<18}" + "".join(f"{number:>9}" for number in astuple(one)) for name, one in outcome.tables.items()]
    if outcome.noted:
        lines.append(f"Own rows with a corrected column: {outcome.noted}.")
    if outcome.asked:
        lines.append(f"The log lacks events of {outcome.asked} aggregates: rows unchanged, snapshots requested.")
    if outcome.failed:
        lines.append(f"{outcome.failed} events could not be handled again: nothing was removed.")
    wrong = outcome.differences
    return "\n".join([*lines, f"Corrected: {wrong} rows." if wrong else "No differences found."])


def _moment(start: str) -> datetime | None:
    if start == BEGINNING:
        return None
    try:
        return datetime.combine(date.fromisoformat(start), time(), UTC)
    except ValueError:
        raise WrongInput(f"--from takes {BEGINNING!r} or a day like 2026-06-15, not {start!r}.") from None


def _whereabouts(service: str, layout: Layout) -> Whereabouts:
    name = f"{service.upper()}_DATABASE_URL"
    if name in os.environ or f"{name}_FILE" in os.environ:
        return Whereabouts(require(os.environ, name), require(os.environ, "ONTZORG_BUS_URL"), SystemClock())
    state = get_state(layout)
    socket = (layout.postgres / "postmaster.pid").read_text().splitlines()[4]
    database_url = f"postgresql+psycopg://{{0}}@/{{0}}?host={socket}"
    bus_url = database_url.format("bus")
    if state.bus == "kafka":
        settings = (layout.kafka / "server.properties").read_text()
        found = re.search(r"^advertised\.listeners=PLAINTEXT://([^,\s]+)", settings, re.MULTILINE)
        bus_url = f"kafka://{found[1]}" if found else ""
    return Whereabouts(database_url.format(service), bus_url, PlatformClock(layout.clock_file))
