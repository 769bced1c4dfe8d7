"""`POST` of a sick report to the absence service alone, compared with a minimal service, alternating in one run."""
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import requests

from benchmarks.http import bare_service
from benchmarks.outcome import report
from benchmarks.servers import cpu_seconds, free_port, postgres, served_json, web_process
from cli.platform.postgres.server import EmbeddedPostgres
from services.absence import store
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.testing.service import EMPLOYER, ISSUER, Issuer

REQUESTS = 400
ROUNDS = 4
CLIENTS = 4
WARM_UP = 40
THREADS = "8"

Send = Callable[[requests.Session, str], requests.Response]
Server = tuple[Send, int]
"""How to send to it, and its process id."""


def main() -> None:
    """Send the same requests to both servers, alternating; servers and client share this machine's cores."""
    names = [f"w{number:05}" for number in range(REQUESTS + WARM_UP)]
    with postgres() as server, absence_service(server, names) as to_absence, bare(server) as to_bare:
        servers = (to_absence, to_bare)
        for send, _ in servers:
            seconds_for(send, names[:WARM_UP])
        seconds, before = [0.0, 0.0], [cpu_seconds(process) for _, process in servers]
        for turn in range(ROUNDS):
            batch = names[WARM_UP + turn::ROUNDS]
            for which, (send, _) in enumerate(servers):
                seconds[which] += seconds_for(send, batch)
        cpu = [(cpu_seconds(process) - began) / REQUESTS * 1000 for (_, process), began in zip(servers, before, strict=True)]
    absence_rate, bare_rate = (REQUESTS / each for each in seconds)
    report("sick_report_against_bare",
           {"requests_each": REQUESTS, "clients": CLIENTS, "absence_per_second": round(absence_rate, 1),
            "bare_per_second": round(bare_rate, 1), "of_bare": round(absence_rate / bare_rate, 3),
            "absence_cpu_ms": round(cpu[0], 2), "bare_cpu_ms": round(cpu[1], 2)},
           f"absence {absence_rate:.0f} a second by {cpu[0]:.1f} ms of its processor time each, bare Flask + gunicorn + one "
           f"INSERT {bare_rate:.0f} by {cpu[1]:.1f} ms: RATIO {absence_rate / bare_rate:.2f} of bare (aim 0.3)")


def seconds_for(send: Send, names: Sequence[str]) -> float:
    """Return the seconds that a few parallel clients take; every response must be 201."""
    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        for _ in pool.map(lambda start: _client(send, names[start::CLIENTS]), range(CLIENTS)):
            pass
    return time.monotonic() - began


def _client(send: Send, names: Sequence[str]) -> None:
    with requests.Session() as http:
        http.trust_env = False
        for name in names:
            answer = send(http, name)
            if answer.status_code != 201:
                raise RuntimeError(f"{answer.status_code}: {answer.text[:300]}")


@contextmanager
def absence_service(server: EmbeddedPostgres, names: Sequence[str]) -> Iterator[Server]:
    """Start the service as `cli.run.serve` does, with employees to report sick."""
    issuer, port, url = Issuer(), free_port(), _new_database(server, "absence")
    upgrade("absence", url)
    _add_employees(url, names)
    with served_json(issuer.keys().as_dict(private=False)) as jwks:
        environ = {"ABSENCE_DATABASE_URL": url, "ABSENCE_PORT": str(port), "ONTZORG_BUS_URL": url, "ONTZORG_ISSUER": ISSUER,
                   "ONTZORG_JWKS_URL": jwks, "ONTZORG_ENVIRONMENT": "production", "ONTZORG_LOG_LEVEL": "INFO"}
        command = [sys.executable, "-P", "-m", "cli.run.serve", "absence", "web", "--threads", THREADS]
        with web_process(command, environ, port) as process:
            token = issuer.token(rights=("SICK_REPORTS",))

            def send(http: requests.Session, name: str) -> requests.Response:
                headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
                return http.post(f"http://127.0.0.1:{port}/v1/sick-reports", json=_report(name), headers=headers, timeout=30)

            yield send, process


@contextmanager
def bare(server: EmbeddedPostgres) -> Iterator[Server]:
    """Start the minimal service, with the same worker class and number of threads."""
    port, url = free_port(), _new_database(server, "bare").replace("+psycopg", "", 1)
    with psycopg.connect(url) as connection:
        connection.execute(bare_service.TABLE)
    command = [sys.executable, "-P", "-m", "gunicorn", "--workers", "1", "--worker-class", "gthread", "--threads", THREADS,
               "--keep-alive", "30", "--log-level", "warning", "--bind", f"127.0.0.1:{port}", "--no-control-socket",
               "benchmarks.http.bare_service:app"]
    with web_process(command, {"BARE_DATABASE_URL": url}, port) as process:
        yield lambda http, name: http.post(f"http://127.0.0.1:{port}/sick-reports", json=_report(name), timeout=30), process


def _report(name: str) -> dict[str, Any]:
    return {"employee_id": name, "first_sick_day": SystemClock().today().isoformat(), "data_checked": True, "third_party": "NO"}


def _new_database(server: EmbeddedPostgres, name: str) -> str:
    server.create_databases([name])
    return server.url(name)


def _add_employees(url: str, names: Sequence[str]) -> None:
    database = Database(url, SystemClock())
    with database.transaction() as session:
        session.add(store.Policy(policy_number="P-1", employer_id=EMPLOYER, company_name="Bakkerij De Korenaar", version=1,
                                 valid_from=date(2020, 1, 1)))
        session.add_all(_employee(name) for name in names)
    database.dispose()


def _employee(name: str) -> store.Employee:
    since = date(2020, 1, 1)
    employee = store.Employee(
        employee_id=name, employer_id=EMPLOYER, policy_number="P-1", employee_number=name, version=1, first_name="Anna",
        last_name="Bakker", birth_date=date(1988, 5, 4), employed_from=since,
        wages=[store.Wage(valid_from=since, annual_wage=Decimal("38500.00"), contract_hours=Decimal(40))])
    employee.note_keys()
    return employee


if __name__ == "__main__":
    main()
