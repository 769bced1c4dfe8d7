"""The overviews of one employer among many absences: time of each kind, and of all periods at once against one by one.

Fills the database of `statistics_against_duckdb`, in which one employer gets 20,000 employees; each time is a median.
"""
import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import text

from benchmarks.casework.casework_at_scale import started_service
from benchmarks.casework.statistics_against_duckdb import FILLED
from benchmarks.outcome import report
from services.casework.domain.figures.overviews import OverviewKind, months_of
from services.casework.queries.overviews import get_overview
from services.casework.store.figures import totals
from services.casework.usecases.figures.refresh_stretches import rebuild_stretches
from shared.kernel.actor import Actor
from shared.kernel.calendar import period_before, year_before
from shared.kernel.period import Period
from shared.testing.service import Service

FIRST, LAST = date(2025, 12, 1), date(2026, 11, 30)
LARGE, SMALL = "employer-large", "employer-30001"
ROUNDS = 5
ROWS_ON_A_PAGE = 100
AIM_MS = 200


def main() -> None:
    """Measure the kinds of overview of a large and of a small employer."""
    options = argparse.ArgumentParser()
    options.add_argument("--absences", type=int, default=1_000_000)
    options.add_argument("--of-large", type=int, default=20_000)
    given = options.parse_args()
    with started_service() as service:
        service.set_today(LAST)
        _fill(service, given.absences, given.of_large)
        took = {f"{employer} {kind}": _median(service, lambda session, k=kind, e=employer: get_overview(
            session, actor=Actor("benchmark", employer_id=e), kind=k, start=FIRST, end=LAST, employer_id=None,
            limit=ROWS_ON_A_PAGE))
            for employer in (LARGE, SMALL) for kind in OverviewKind}
        periods = [Period(*each) for each in ((FIRST, LAST), period_before(FIRST, LAST), year_before(FIRST, LAST))]
        periods += months_of(FIRST, LAST)
        at_once = _median(service, lambda session: totals.count_all_totals(session, periods, LARGE))
        one_by_one = _median(service, lambda session: [totals.count_all_totals(session, [each], LARGE) for each in periods])
    shown = ", ".join(f"{name} {ms:.0f} ms" for name, ms in took.items())
    report("overviews_at_scale", {**{name: round(ms) for name, ms in took.items()}, "at_once_ms": round(at_once),
                                  "one_by_one_ms": round(one_by_one), "ratio": round(at_once / one_by_one, 2)},
           f"{given.absences} absences, {given.of_large} employees of the large employer (aim {AIM_MS} ms): {shown}; the "
           f"{len(periods)} periods at once {at_once:.0f} ms, one by one {one_by_one:.0f} ms, RATIO {at_once / one_by_one:.2f}")


def _fill(service: Service, absences: int, of_large: int) -> None:
    with service.database.engine.begin() as connection:
        for statement in FILLED:
            connection.execute(text(statement), {"absences": absences})
        connection.execute(text("UPDATE employee SET employer_id = :large WHERE CAST(employee_number AS int) <= :count"),
                           {"large": LARGE, "count": of_large})
        connection.execute(text("UPDATE absence a SET employer_id = e.employer_id FROM employee e "
                                "WHERE e.employee_id = a.employee_id"))
    with service.database.transaction() as session:
        rebuild_stretches(session)
    with service.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _median(service: Service, measured: Callable[[Any], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        with service.database.reading() as session:
            began = time.perf_counter()
            measured(session)
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    main()
