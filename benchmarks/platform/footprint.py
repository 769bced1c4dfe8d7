"""Rows, bytes and events per employee, per short absence and per month of a long absence.

Plays one kind after the other on a new platform, and measures its databases in between. Rows are counted by their own
size with PostgreSQL's overhead; indexes by the size of an entry, because small tables have mostly empty index pages.
"""
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import psutil
import psycopg
from psycopg import sql

from benchmarks.outcome import report
from cli.casefile.reader import CaseFile, Entry, read_case
from cli.demo.cast import Cast
from cli.demo.fresh_platform import fresh_platform
from cli.demo.opening import open_case
from cli.demo.player import Player
from cli.demo.steps import Steps
from cli.platform.state import PlatformState
from cli.run.walking import PlatformTime
from shared.kernel.services import NAMES

START = date(2026, 2, 2)
EMPLOYEES, SHORT, LONG, MONTHS = 40, 24, 6, 5
ROW_OVERHEAD = 28
"""Bytes of a row's header and its pointer in the page."""
INDEX_ENTRY = 60
"""Bytes of an entry for a key of about forty, with header, in pages that are nine tenths full."""
PASSING = ("outbox", "inbox", "idempotency_key")
"""Tables whose rows are of use for some time only."""


def main() -> None:
    """Measure the databases, play one kind, measure again; for each kind."""
    case = _case()
    with fresh_platform(bus="postgresql", today=START, keep=False) as state:
        clock, cast = PlatformTime(state.address), Cast(state.address)
        empty = look(state)
        employer = open_case(case, cast, clock, Steps(prints=False))
        clock.wait_until_settled()
        staffed = look(state)
        player = Player(case, cast, employer)
        recovered_on = START + timedelta(days=9)
        _play(player, clock, [entry for entry in case.timeline if entry.on <= recovered_on], through=recovered_on)
        after_short = look(state)
        _play(player, clock, [entry for entry in case.timeline if entry.on > recovered_on],
              through=recovered_on + timedelta(days=30 * MONTHS))
        after_long = look(state)
    lives = {"employee": _per(staffed - empty, EMPLOYEES), "absence of nine days": _per(after_short - staffed, SHORT + LONG),
             "month of a long absence": _per(after_long - after_short, LONG * MONTHS)}
    for life, figures in lives.items():
        print(f"{life:26}" + ", ".join(f"{name} {value:,.1f}" for name, value in sorted(figures.items())))
    report("footprint", {"lives": lives}, "; ".join(
        f"{life}: {figures['events']:.1f} events, {sum(figures.get(s, 0) for s in NAMES) / 1024:.1f} kB kept"
        for life, figures in lives.items()))


def _case() -> CaseFile:
    timeline: list[dict[str, Any]] = [
        {"on": START.isoformat(), "do": "report_sick", "employee": f"w{number}", "first_sick_day": START.isoformat()}
        for number in range(SHORT + LONG)]
    fit = (START + timedelta(days=9)).isoformat()
    timeline += [{"on": fit, "do": "report_recovery", "employee": f"w{number}", "first_fit_day": fit} for number in range(SHORT)]
    half = (START + timedelta(days=70)).isoformat()
    timeline += [{"on": half, "do": "report_partial_recovery", "employee": f"w{number}", "from": half,
                  "basis": "OWN_WORK_HOURS", "recovered_pct": "50"} for number in range(SHORT, SHORT + LONG)]
    return read_case({"name": "footprint", "policy": {"arbo_period": "MONTH"}, "timeline": timeline,
                      "employees": [{"key": f"w{number}", "annual_wage": "38500.00"} for number in range(EMPLOYEES)],
                      "until": (START + timedelta(days=400)).isoformat()})


def _play(player: Player, clock: PlatformTime, entries: Sequence[Entry], *, through: date) -> None:
    for entry in entries:
        if clock.today() < entry.on:
            clock.walk_to(entry.on)
        player.play(entry)
    clock.walk_to(through)
    clock.wait_until_settled()
    if player.refused:
        raise RuntimeError(f"refused: {player.refused[0]}")


def look(state: PlatformState) -> Counter[str]:
    """Return bytes by database, without and with rows that are deleted later; and events with their bytes."""
    found: Counter[str] = Counter()
    for service in NAMES:
        with psycopg.connect(url_of(state, service)) as connection:
            for table, indexes in connection.execute(
                    "SELECT relid::regclass::text, (SELECT count(*) FROM pg_index WHERE indrelid = relid) "
                    "FROM pg_stat_user_tables").fetchall():
                query = sql.SQL("SELECT count(*), coalesce(sum(pg_column_size(t.*)), 0) FROM {} t")
                rows, size = connection.execute(query.format(sql.Identifier(*table.split(".")))).fetchone() or (0, 0)
                kind = "passing" if table in PASSING else service
                found[kind] += int(size) + rows * (ROW_OVERHEAD + indexes * INDEX_ENTRY)
    with psycopg.connect(url_of(state, "bus")) as connection:
        events, size = connection.execute(
            "SELECT count(*), sum(length(key) + length(value) + pg_column_size(header_names) + pg_column_size(header_values)) "
            "FROM bus.record").fetchone() or (0, 0)
    found["events"], found["event bytes"] = int(events), int(size or 0)
    return found


def url_of(state: PlatformState, database: str) -> str:
    """Return the URL of a database of the platform, whose server listens in its data folder."""
    pid = next(process.pid for process in state.processes if process.role == "database")
    return f"postgresql://postgres@/{database}?host={psutil.Process(pid).cwd()}"


def _per(difference: Counter[str], lives: int) -> dict[str, float]:
    return {name: round(value / lives, 1) for name, value in sorted(difference.items())}


if __name__ == "__main__":
    main()
