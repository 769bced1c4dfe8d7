"""The figures of all employers together against DuckDB: the same sums over the same rows, in turns, and equal.

Fills a database with absences, writes its tables to files, and has DuckDB load them and run the same SQL in a process of its
own; each side's time is the median of its rounds, without loading.
"""
import argparse
import json
import re
import statistics
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text

from benchmarks.casework_at_scale import started_service
from benchmarks.outcome import tell
from benchmarks.peers import peers_python
from services.casework.domain.figures.absence_statistics import MAX_DAYS
from services.casework.store import figures
from shared.testing.service import Service
from shared.testing.temporary_server import libpq_url

FIRST, LAST = date(2025, 12, 1), date(2026, 11, 30)
ROUNDS = 3
AIM = 3.0
TABLES = {"employee": "employee_id, employed_from, employed_until", "weekly_hours": "employee_id, valid_from, hours",
          "absence": "absence_number, employee_id, status, first_sick_day, recovered_on",
          "absence_mutation": "absence_number, effective_on, recovered_pct"}
FILLED = (
    """INSERT INTO employee SELECT 'e' || i, 'employer-' || i % 50000, 1, i::text, 'A', NULL, 'N', 'n',
       DATE '2018-01-01' + i % 1000,
       CASE WHEN i % 10 = 0 THEN DATE '2026-01-01' + i % 300 END FROM generate_series(1, :absences / 2) i""",
    "INSERT INTO weekly_hours SELECT employee_id, DATE '2018-01-01', 24 + version * 8 + length(employee_id) FROM employee",
    "INSERT INTO weekly_hours SELECT employee_id, DATE '2026-03-01', 20 FROM employee WHERE employee_number LIKE '%3'",
    """INSERT INTO absence SELECT 'V' || i, 'e' || 1 + i % (:absences / 2), 'employer', 1, 'REPORTED', first, first,
       CASE WHEN i % 4 > 0 THEN first + 1 + i * 31 % 120 END, NULL, NULL, 'V' || i, first, 'UNKNOWN', false, false
       FROM generate_series(1, :absences) i, LATERAL (SELECT DATE '2024-01-01' + (i::bigint * 7919 % 1000)::int AS first) f""",
    """INSERT INTO absence_mutation SELECT absence_number, 'm', first_sick_day + 7, 'OWN_WORK_HOURS', 37.5 FROM absence
       WHERE absence_number LIKE '%1'""")
PART = """
part AS (SELECT absence_number, employee_id, first_sick_day, served, stop - first_sick_day + 1 AS length, start, stop
         FROM spell WHERE start <= stop)"""
"""Without maternity leave, of which the data hold none: DuckDB has no multiranges."""


def main() -> None:
    """Both sides, and whether they agree."""
    options = argparse.ArgumentParser()
    options.add_argument("--absences", type=int, default=1_000_000)
    absences = options.parse_args().absences
    with started_service() as service, tempfile.TemporaryDirectory() as folder:
        _fill(service, absences, Path(folder))
        ours, totals = _ours(service)
        theirs, rows = _duckdb(Path(folder))
    _compare(totals, rows)
    ratio = ours / theirs
    tell("statistics_against_duckdb", {"absences": absences, "ours_ms": round(ours), "duckdb_ms": round(theirs),
                                       "ratio": round(ratio, 2)},
         f"{absences} absences: {ours:.0f} ms against {theirs:.0f} ms, RATIO {ratio:.1f} (aim at most {AIM:.0f}), equal sums")


def _fill(service: Service, absences: int, folder: Path) -> None:
    with service.database.engine.begin() as connection:
        for statement in FILLED:
            connection.execute(text(statement), {"absences": absences})
    with service.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    with psycopg.connect(libpq_url(service.database.url)) as plain:
        for table, columns in TABLES.items():
            copying = plain.cursor().copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT (FORMAT csv, HEADER)")
            with copying as copy, (folder / f"{table}.csv").open("wb") as file:
                file.writelines(copy)


def _ours(service: Service) -> tuple[float, Any]:
    took, totals = [], None
    for _ in range(ROUNDS):
        with service.database.reading() as session:
            began = time.perf_counter()
            totals = figures.count_totals(session, FIRST, LAST, None)
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), totals


def _duckdb(folder: Path) -> tuple[float, list[list[list[Any]]]]:
    asked = {"folder": str(folder), "rounds": ROUNDS, "tables": sorted(TABLES),
             "queries": [_translated(query) for query in (figures.SERVED, figures.COUNTED, figures.WEIGHED)]}
    contestant = Path(__file__).parent / "contestants" / "duckdb_statistics.py"
    ran = subprocess.run([peers_python(), contestant], input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer = json.loads(ran.stdout)
    return statistics.median(answer["ms"]), answer["rows"]


def _translated(query: str) -> str:
    """The same SQL for DuckDB, with the values in place."""
    first_days = figures.FIRST_DAYS
    classes = " + ".join(f"CASE WHEN p.length >= {day} THEN 1 ELSE 0 END" for day in first_days)
    plain = query.format(whose="true").replace(figures.PART, PART)
    plain = plain.replace("width_bucket(p.length, CAST(:bounds AS int[]))", classes)
    values = {"first": f"DATE '{FIRST}'", "last": f"DATE '{LAST}'", "cancelled": "'CANCELLED'", "most": str(MAX_DAYS)}
    return re.sub(r"(?<!:):(\w+)", lambda found: values[found[1]], plain)


def _compare(totals: Any, rows: list[list[list[Any]]]) -> None:
    [[hours, days, throughout]], [[reports, ended, ended_days, sick]], weighed = rows
    theirs = sum(float(row[1]) * float(row[2]) * int(row[3]) for row in weighed) / 4000
    ours = (totals.headcount_days, totals.throughout, totals.reports, totals.ended, totals.ended_days, totals.throughout_sick)
    assert ours == (int(days), throughout, reports, ended, int(ended_days), sick)
    assert abs(float(totals.available_fte_days) - float(hours) / 40) < 0.01
    assert abs(float(sum(totals.sick_fte_days.values())) - theirs) < 0.01


if __name__ == "__main__":
    main()
