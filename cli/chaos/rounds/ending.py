"""The end state of a round as text that does not depend on ids, times and the order of concurrent events."""
import importlib
import json
import re
from collections import Counter
from itertools import pairwise
from typing import Any

import psycopg
from psycopg import sql

from cli.chaos.counts import Counts
from cli.chaos.rounds.driver import audited_topics, topics_read_by
from cli.chaos.rounds.environment import SERVICES, Environment
from shared.db.mechanism import metadata as mechanism
from shared.messaging.delivery import Delivery, read

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[0-9.+:Z]*")
_ABSENCE = re.compile(r"V-\d{4}-\d{6}")
_FILE = re.compile(r"<(MsgId|CreDtTm|PmtInfId)>[^<]*")
READ_SECONDS = 2.0

Rows = Counter[tuple[str, str]]


NOT_COMPARED = ("alembic_version", "step_reminder")
"""Of the reminders that an outage delayed, only the last is mailed."""


def rows_of(environment: Environment) -> Rows:
    """Return every row of every service as text, by table; ids are replaced by the position in the story."""
    names = _names(environment)
    rows: Rows = Counter()
    for service in SERVICES:
        with _connect(environment.database_urls[service]) as connection:
            for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
                if table in mechanism.tables or table in NOT_COMPARED:
                    continue
                found = connection.execute(sql.SQL("SELECT to_jsonb(t) - {}::text[] FROM {} t").format(
                    sql.Literal(_numbered_columns(connection, table)), sql.Identifier(table)))
                rows.update((f"{service}.{table}", _in_words(row, names)) for (row,) in found)
    return rows


def _numbered_columns(connection: "psycopg.Connection[Any]", table: str) -> list[str]:
    """Return the columns that PostgreSQL numbers itself: a transaction that was rolled back leaves a gap in them."""
    return [name for (name,) in connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_identity = 'YES'", [table])]


def _names(environment: Environment) -> dict[str, str]:
    with _connect(environment.database_urls["absence"]) as connection:
        numbers = dict(connection.execute("SELECT employee_id, employee_number FROM employee").fetchall())
        absences = connection.execute("SELECT employee_id, absence_number FROM absence ORDER BY absence_number").fetchall()
    names = {employee: f"employee {number}" for employee, number in numbers.items()}
    nth: Counter[str] = Counter()
    for employee, absence in absences:
        nth[employee] += 1
        names[absence] = f"absence {nth[employee]} of employee {numbers[employee]}"
    return names


def _in_words(row: dict[str, Any], names: dict[str, str]) -> str:
    text = json.dumps({name: _readable(value) for name, value in row.items()}, sort_keys=True)
    text = _ABSENCE.sub(lambda found: names.get(found[0], found[0]), text)
    text = _ID.sub(lambda found: names.get(found[0], "an id"), text)
    return _MOMENT.sub("a moment", text)


def _readable(value: Any) -> Any:
    """Return a payment file as text without its message number and creation time; other values unchanged."""
    if isinstance(value, str) and value.startswith("\\x"):
        return _FILE.sub(r"<\1>", bytes.fromhex(value[2:]).decode(errors="replace"))
    return value


def differences(expected: Rows, found: Rows) -> tuple[Rows, Rows]:
    """Return the missing rows and the surplus rows."""
    return expected - found, found - expected


def audit(environment: Environment) -> tuple[Counts, list[str]]:
    """Compare the whole log with the sequences of its writers and the inboxes of its readers.

    :returns: totals of this run without its kills, and one sentence per finding
    """
    deliveries, committed = _read_log(environment), _committed(environment)
    findings: list[str] = []
    places: dict[tuple[str, str], list[int]] = {}
    first: dict[str, Delivery] = {}
    for delivery in deliveries:
        if delivery.event_id in first:
            continue
        first[delivery.event_id] = delivery
        if delivery.envelope and delivery.envelope.sequence:
            places.setdefault((delivery.record.topic, delivery.record.key), []).append(delivery.envelope.sequence)
    lost = out_of_order = 0
    for key in places.keys() | committed.keys():
        sequences = places.get(key, [])
        missing = set(range(1, max([*sequences, committed.get(key, 0)]) + 1)) - set(sequences)
        inversions = sum(later < earlier for earlier, later in pairwise(sequences))
        lost, out_of_order = lost + len(missing), out_of_order + inversions
        if missing or inversions:
            findings.append(f"{key}: missing {sorted(missing)}, {inversions} inversions")
    unhandled, parked = _unhandled(environment, first)
    findings += [f"{service} never handled {count} events" for service, count in unhandled.items() if count]
    findings += [f"{service} parked {count} events" for service, count in parked.items() if count]
    lost += sum(unhandled.values()) + sum(parked.values())
    return Counts(runs=1, events=len(first), lost=lost, out_of_order=out_of_order), findings


def _committed(environment: Environment) -> dict[tuple[str, str], int]:
    """Return the number of events that use cases committed, by topic and key."""
    found: dict[tuple[str, str], int] = {}
    for service in SERVICES:
        with _connect(environment.database_urls[service]) as connection:
            for topic, key, sequence in connection.execute("SELECT topic, key, sequence FROM event_sequence").fetchall():
                found[topic, key] = max(sequence, found.get((topic, key), 0))
    return found


def _read_log(environment: Environment) -> list[Delivery]:
    bus = environment.open_bus()
    subscription = bus.subscribe("auditor", audited_topics())
    deliveries: list[Delivery] = []
    try:
        while True:
            lag = bus.lag("auditor", audited_topics())
            if all((at or 0) >= end for at, end in lag.values()):
                return deliveries
            deliveries += map(read, subscription.poll(500, READ_SECONDS))
            subscription.commit()
    finally:
        subscription.close()
        bus.close()


def _unhandled(environment: Environment, events: dict[str, Delivery]) -> tuple[dict[str, int], dict[str, int]]:
    unhandled, parked = {}, {}
    for service in SERVICES:
        with _connect(environment.database_urls[service]) as connection:
            handled = {event for (event,) in connection.execute("SELECT event_id FROM inbox").fetchall()}
            row = connection.execute("SELECT count(*) FROM parked_event").fetchone()
        parked[service] = row[0] if row else 0
        readable = {event for event, one in events.items()
                    if one.record.topic in topics_read_by(service) and _reads(service, one.type)}
        unhandled[service] = len(readable - handled)
    return unhandled, parked


def _reads(service: str, event_type: str) -> bool:
    return importlib.import_module(f"services.{service}.subscribers").subscribers.find(event_type) is not None


def _connect(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url.replace("+psycopg", "", 1))
