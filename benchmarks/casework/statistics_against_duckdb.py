"""Absence figures over all employers, compared with DuckDB: equal sums, by the same SQL.

Fills a database with absences, derives the read model, writes the tables to files, and lets DuckDB load them in a process of
its own; each side's time is the median of its rounds, without loading. DuckDB counts twice: from the facts, as it would without
a read model, and over the rows of the read model, as casework does.
"""
import argparse
import json
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
from sqlalchemy import text

from benchmarks.casework.casework_at_scale import started_service
from benchmarks.outcome import report
from benchmarks.peers import peers_python
from services.casework.domain.figures.absence_statistics import DurationClass, Totals
from services.casework.store.figures import stretches
from services.casework.store.figures import totals as store
from services.casework.usecases.figures.refresh_stretches import rebuild_stretches
from shared.testing.service import Service
from shared.testing.temporary_server import libpq_url

FIRST, LAST = date(2025, 12, 1), date(2026, 11, 30)
ROUNDS = 3
AIM = 3.0
TABLES = {"employee": "employee_id, employer_id, employed_from, employed_until", "weekly_hours": "employee_id, valid_from, hours",
          "absence": "absence_number, employee_id, status, first_sick_day, recovered_on",
          "absence_mutation": "absence_number, effective_on, recovered_pct", "employment_stretch": "*", "sick_stretch": "*"}
FILLED = (
    """INSERT INTO employee (employee_id, employer_id, version, employee_number, first_name, infix, last_name, search_name,
                             employed_from, employed_until)
       SELECT 'e' || i, 'employer-' || i % 50000, 1, i::text, 'A', NULL, 'N', 'n',
       DATE '2018-01-01' + i % 1000,
       CASE WHEN i % 10 = 0 THEN DATE '2026-01-01' + i % 300 END FROM generate_series(1, :absences / 2) i""",
    "INSERT INTO weekly_hours SELECT employee_id, DATE '2018-01-01', 24 + version * 8 + length(employee_id) FROM employee",
    "INSERT INTO weekly_hours SELECT employee_id, DATE '2026-03-01', 20 FROM employee WHERE employee_number LIKE '%3'",
    """INSERT INTO absence (absence_number, employee_id, employer_id, sequence, status, first_sick_day, reported_on, recovered_on,
                            composite_id, composite_first_sick_day, same_cause, safety_net, labour_conflict, work_accident,
                            traffic_accident, contested)
       SELECT 'V' || i, 'e' || 1 + i % (:absences / 2), 'employer', 1, 'REPORTED', first, first,
       CASE WHEN i % 4 > 0 THEN first + 1 + i * 31 % 120 END, 'V' || i, first, 'UNKNOWN', false, false, false, false, false
       FROM generate_series(1, :absences) i, LATERAL (SELECT DATE '2024-01-01' + (i::bigint * 7919 % 1000)::int AS first) f""",
    """INSERT INTO absence_mutation SELECT absence_number, 'm', first_sick_day + 7, 'OWN_WORK_HOURS', 37.5 FROM absence
       WHERE absence_number LIKE '%1'""")
SICK_DAYS = "sick AS (SELECT absence_number, employee_id, first_sick_day AS start, last_sick_day AS stop FROM report)"
"""Without maternity leave, of which the data hold none: DuckDB has no multiranges."""
CUT = f"{stretches.EMPLOYMENTS}, {stretches.REPORTS}, {SICK_DAYS}, {stretches.LEVELS}, {stretches.STRETCHES}"
FROM_FACTS = (f"WITH {stretches.EMPLOYMENTS}" + store.SERVED.replace("employment_stretch", "employment"),
              f"WITH {CUT}" + store.SICK.replace("sick_stretch", "stretch"))
OVER_ROWS = (store.SERVED, store.SICK)


def main() -> None:
    """Measure both sides, and check that they agree."""
    options = argparse.ArgumentParser()
    options.add_argument("--absences", type=int, default=1_000_000)
    absences = options.parse_args().absences
    with started_service() as service, tempfile.TemporaryDirectory() as folder:
        _fill(service, absences, Path(folder))
        ours, totals = _ours(service)
        over_facts, over_rows = (_duckdb(Path(folder), queries, totals) for queries in (FROM_FACTS, OVER_ROWS))
    report("statistics_against_duckdb",
           {"absences": absences, "ours_ms": round(ours), "duckdb_ms": round(over_facts), "ratio": round(ours / over_facts, 2),
            "duckdb_over_the_read_model_ms": round(over_rows), "ratio_over_the_read_model": round(ours / over_rows, 2)},
           f"{absences} absences: {ours:.0f} ms against {over_facts:.0f} ms from the facts, RATIO {ours / over_facts:.1f} (aim "
           f"at most {AIM:.0f}), and {over_rows:.0f} ms over the read model, {ours / over_rows:.1f}; equal sums")


def _fill(service: Service, absences: int, folder: Path) -> None:
    with service.database.engine.begin() as connection:
        for statement in FILLED:
            connection.execute(text(statement), {"absences": absences})
    with service.database.transaction() as session:
        rebuild_stretches(session)
    with service.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    with psycopg.connect(libpq_url(service.database.url)) as plain:
        for table, columns in TABLES.items():
            copying = plain.cursor().copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT (FORMAT csv, HEADER)")
            with copying as copy, (folder / f"{table}.csv").open("wb") as file:
                file.writelines(copy)


def _ours(service: Service) -> tuple[float, Totals]:
    took = []
    for _ in range(ROUNDS):
        with service.database.reading() as session:
            began = time.perf_counter()
            totals = store.count_totals(session, FIRST, LAST, None)
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), totals


def _duckdb(folder: Path, queries: Sequence[str], totals: Totals) -> float:
    """Return DuckDB's median time, after checking that its sums are equal."""
    asked = {"folder": str(folder), "rounds": ROUNDS, "tables": sorted(TABLES),
             "queries": [_translated(query) for query in queries]}
    contestant = Path(__file__).parents[1] / "contestants" / "duckdb_statistics.py"
    ran = subprocess.run([peers_python(), contestant], input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer = json.loads(ran.stdout)
    [[_, hours, days, throughout]], [[_, *weighed, reports, ended, ended_days, throughout_sick]] = answer["rows"]
    assert totals == replace(
        totals, headcount_days=int(days), throughout=throughout, reports=reports, ended=ended, ended_days=int(ended_days),
        throughout_sick=throughout_sick, available_fte_days=int(hours) / store.FULL_TIME,
        sick_fte_days={name: int(sum_) / store.FULL_TIME / store.PER_CENT
                       for name, sum_ in zip(DurationClass, weighed, strict=True)})
    return statistics.median(answer["ms"])


def _translated(query: str) -> str:
    """Return the same SQL for DuckDB, with the values filled in."""
    values = {"low": f"DATE '{FIRST}'", "high": f"DATE '{LAST}'", "cancelled": "'CANCELLED'"}
    period = f"(SELECT DATE '{FIRST}' AS first_day, DATE '{LAST}' AS last_day, 1 AS number) AS period"
    return re.sub(r"(?<!:):(\w+)", lambda found: values[found[1]], query.format(whose="true", periods=period))


if __name__ == "__main__":
    main()
