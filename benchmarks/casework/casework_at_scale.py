"""Response times of casework's lists, caseload, figures and start page calls in a database with many dossiers.

`python -m benchmarks.casework.casework_at_scale --dossiers 100000`: fills a database of its own, derives the read model of some
dossiers with the service's code, copies them, and sends HTTP requests, with a server and a database on this machine.
"""
import argparse
import logging
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import text
from werkzeug.serving import make_server

from benchmarks.casework.casework_population import LARGE, Population
from benchmarks.outcome import percentile, report
from services.casework.jobs import jobs
from services.casework.metrics import overdue_steps
from shared.db.migrations import upgrade
from shared.testing.service import Issuer, Service
from shared.testing.temporary_server import TemporaryServer
from tests.support.services import parts_of

TODAY = date(2026, 11, 30)
AIM_MS = 100.0
TIMES = 40
MODELS = 5_000
"""Dossiers whose steps the service derives; the others are copies of them."""
REPORT: dict[str, Any] = {"rights": ("SICK_REPORTS",)}
SMALL = "employer-000007"


@dataclass(frozen=True)
class Call:
    """A request and its user."""

    name: str
    path: str
    who: dict[str, Any]


def employer(name: str, path: str, employer_id: str = LARGE) -> Call:
    """Return a request of an employer."""
    return Call(f"{'large' if employer_id == LARGE else 'small'} employer: {name}", path, REPORT | {"employer_id": employer_id})


def staff(name: str, path: str, role: str = "casemanager", account_id: str = "casemanager-0") -> Call:
    """Return a request of a Perspectief employee."""
    return Call(f"{role}: {name}", path, {"roles": (role,), "account_id": account_id})


YEAR = "from=2025-12-01&to=2026-11-30"
CALLS = (
    employer("dossiers", "/v1/dossiers", SMALL), employer("dossiers", "/v1/dossiers"),
    employer("open dossiers", "/v1/dossiers?status=OPEN&limit=100"),
    employer("activities", "/v1/activities", SMALL), employer("activities", "/v1/activities"),
    employer("activities, still to do", "/v1/activities?completed=nee"),
    employer("start page: tasks", "/v1/activities?completed=nee&atHand=true&responsible=employer"
                                  "&responsible=employer_and_employee&limit=8"),
    employer("figures of a year", f"/v1/statistics?{YEAR}", SMALL), employer("figures of a year", f"/v1/statistics?{YEAR}"),
    staff("activities", "/v1/activities"), staff("activities, still to do", "/v1/activities?completed=nee"),
    staff("activities, done", "/v1/activities?completed=ja"), staff("activities, overdue", "/v1/activities?status=OVERDUE"),
    staff("activities, planned", "/v1/activities?status=PLANNED"),
    staff("activities, part of a name", "/v1/activities?lastName=berg"),
    staff("activities, a rare name", "/v1/activities?lastName=lek77"),
    staff("activities, one dossier", "/v1/activities?employeeNumber=777"),
    staff("activities, a code and a month", "/v1/activities?activity=M06&from=2026-10-01&to=2026-10-31"),
    staff("dossiers", "/v1/dossiers"), staff("dossiers, part of a name", "/v1/dossiers?q=berg"),
    staff("dossiers, a rare name", "/v1/dossiers?q=lek77"), staff("dossiers, nobody", "/v1/dossiers?q=xyzzy"),
    staff("caseload", "/v1/caseload"), staff("caseload", "/v1/caseload", "company_doctor", "doctor-1"),
    staff("caseload", "/v1/caseload", "labour_expert", "expert-1"))


def main() -> None:
    """Fill the database, derive the read model, and measure the requests."""
    options = argparse.ArgumentParser()
    options.add_argument("--dossiers", type=int, default=100_000)
    options.add_argument("--times", type=int, default=TIMES)
    given = options.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with started_service() as service:
        models = min(given.dossiers, MODELS)
        seconds = _fill(service, Population(models, TODAY), given.dossiers // models)
        print(f"{given.dossiers} dossiers: facts {seconds[0]:.0f} s, read model {seconds[1]:.0f} s, {_sizes(service)}")
        worst = max(_ask(service, given.times))
        _jobs(service)
    report("casework_at_scale",
           {"dossiers": given.dossiers, "slowest_p95_ms": round(worst, 1), "ratio": round(worst / AIM_MS, 2)},
           f"slowest p95 {worst:.0f} ms, RATIO {worst / AIM_MS:.2f} of the aim of {AIM_MS:.0f} ms")


@contextmanager
def started_service() -> Iterator[Service]:
    """Start casework with a migrated database on its own server."""
    with tempfile.TemporaryDirectory() as folder:
        server = TemporaryServer(Path(folder))
        try:
            url = server.new_database("casework")
            upgrade("casework", url)
            service = Service(parts_of("casework"), url, Issuer(), TODAY)
            yield service
            service.database.dispose()
        finally:
            server.stop()


def _fill(service: Service, population: Population, times: int) -> tuple[float, float]:
    began = time.monotonic()
    population.fill(service.database)
    filled = time.monotonic()
    population.derive(service.database)
    if times > 1:
        population.multiply(service.database, times)
    return filled - began, time.monotonic() - filled


def _sizes(service: Service) -> str:
    with service.database.reading() as session:
        steps, size = session.execute(text("SELECT count(*), pg_database_size(current_database()) / 1000000 FROM step")).one()
    return f"{steps} steps, {size} MB"


def _ask(service: Service, times: int) -> Iterator[float]:
    server = make_server("127.0.0.1", 0, service.app)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with requests.Session() as session:
            for call in CALLS:
                took = sorted(_once(session, f"http://127.0.0.1:{server.port}{call.path}", service, call) for _ in range(times))
                print(f"{call.name:<48}{percentile(took, 50):>9.1f}{percentile(took, 95):>9.1f} ms")
                yield percentile(took, 95)
    finally:
        server.shutdown()


def _once(session: requests.Session, address: str, service: Service, call: Call) -> float:
    headers = {"Authorization": f"Bearer {service.issuer.token(**call.who)}"}
    began = time.perf_counter()
    answer = session.get(address, headers=headers, timeout=60)
    took = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, answer.text
    return took


def _jobs(service: Service) -> None:
    """Measure the queries of the gauge and the jobs."""
    for name, query in (("gauge of overdue steps", overdue_steps),
                        *((f"job {job.name}: its items", lambda session, job=job: len(list(job.list_items(session, TODAY))))
                          for job in jobs)):
        began = time.perf_counter()
        found = service.query(query)
        print(f"{name:<48}{(time.perf_counter() - began) * 1000:>9.1f} ms, {found:.0f}")


if __name__ == "__main__":
    main()
