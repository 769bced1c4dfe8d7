"""Response times of the portal's pages on employees, for an employer with thousands of employees among many others.

`python -m benchmarks.http.employee_pages_at_scale --employees 100000 --of-large 6000`: fills absence's database, asks for the
pages through the gateway by session, and prints p50 and p95 of each with the processor time of gateway, absence and PostgreSQL
together; and how PostgreSQL looks up the names.
"""
import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
import requests
from sqlalchemy import text

from benchmarks.http.gateway_before_absence import TwoProcesses, two_processes
from benchmarks.outcome import percentile, report
from benchmarks.servers import cpu_seconds
from services.absence import store
from shared.kernel.clock import SystemClock
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import AbsenceStatus, ThirdParty
from shared.testing.temporary_server import libpq_url

AIM_MS = 100.0
TODAY = SystemClock().today()
LARGE, SIZE_OF_OTHERS = "employer-large", 20
LAST_NAMES = ("Jansen", "Vries", "Berg", "Öztürk", "Łęk", "Bakker", "’t Hart", "El Amrani", "Visser", "Smit", "Meijer", "Mulder")
FIRST_NAMES = ("Anna", "Mo", "Emine", "Bram", "Lotte", "Joris", "Kees", "Fatima")
SICK_OF, FIRST_SICK_DAYS = 0.05, (700, 400, 90)
"""The part that is sick now, and how many days ago each of everybody's earlier absences began."""

EMPLOYER: dict[str, Any] = {"employer_id": LARGE, "rights": ("EMPLOYEE_DATA", "SICK_REPORTS")}
STAFF: dict[str, Any] = {"employer_id": None, "roles": ("insurer_claims",)}
PAGES = (
    ("employer", "/werknemers"), ("employer", "/werknemers?zoek=berg"), ("employer", "/werknemers?zoek=berg77"),
    ("employer", "/werknemers?zoek=xyzzy"), ("employer", "/werknemers?uit_dienst=ja"), ("employer", "/ziek-melden"),
    ("employer", "/ziek-melden?zoek=berg"), ("employer", "/ziek-melden?zoek=xyzzy"), ("employer", "/herstel-melden"),
    ("employer", "/herstel-melden?zoek=berg"), ("employer", "/herstel-melden?zoek=xyzzy"), ("staff", "/werknemers"),
    ("staff", "/werknemers?zoek=berg"), ("staff", "/werknemers?zoek=xyzzy"))


def main() -> None:
    """Fill the database, and measure the pages."""
    options = argparse.ArgumentParser()
    options.add_argument("--employees", type=int, default=100_000)
    options.add_argument("--of-large", type=int, default=6_000)
    options.add_argument("--times", type=int, default=25)
    given = options.parse_args()
    with two_processes() as running:
        fill(running, given.employees, given.of_large)
        worst = max(_ask(running, given.times))
        _explain(running)
    report("employee_pages_at_scale",
           {"employees": given.employees, "of_large": given.of_large, "slowest_p95_ms": round(worst, 1),
            "ratio": round(worst / AIM_MS, 2)},
           f"slowest p95 {worst:.0f} ms, RATIO {worst / AIM_MS:.2f} of the aim of {AIM_MS:.0f} ms")


def fill(running: TwoProcesses, employees: int, of_large: int) -> None:
    """Write employees with a wage and their absences; one in twenty has left."""
    people = _People(employees, of_large)
    written = ((store.Employee, people.employees()), (store.Wage, people.wages()), (store.Absence, people.absences()))
    with psycopg.connect(libpq_url(running.database.url), autocommit=True) as connection:
        for table, rows in written:
            columns = [column.name for column in table.__table__.columns]
            names = ", ".join(f'"{name}"' for name in columns)
            with connection.cursor().copy(f'COPY "{table.__tablename__}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row([row.get(name) for name in columns])
        connection.execute("VACUUM ANALYZE")


@dataclass(frozen=True)
class _People:
    count: int
    of_large: int

    def employees(self) -> Iterator[dict[str, Any]]:
        random = Random(8)
        for number in range(self.count):
            employee = store.Employee(
                employee_id=_id(number), employer_id=self._employer(number), policy_number="P-1", employee_number=f"N{number}",
                version=1, first_name=random.choice(FIRST_NAMES), infix=random.choice((None, "de", "van den")),
                last_name=f"{random.choice(LAST_NAMES)}{number % 997}", birth_date=date(1988, 5, 4), function="Planner",
                department="Kantoor", employed_from=date(2020, 1, 1),
                employed_until=TODAY - timedelta(days=30) if number % 20 == 0 else None)
            employee.note_keys()
            yield {column.name: getattr(employee, column.name) for column in store.Employee.__table__.columns}

    def wages(self) -> Iterator[dict[str, Any]]:
        for number in range(self.count):
            yield {"employee_id": _id(number), "valid_from": date(2020, 1, 1), "annual_wage": 3_850_000,
                   "contract_hours": Decimal(40)}

    def absences(self) -> Iterator[dict[str, Any]]:
        """Three earlier absences of everybody, oldest first, then those of the sick."""
        written = 0
        for at, days in enumerate((*FIRST_SICK_DAYS, 20)):
            for number in range(self.count):
                is_open = at == len(FIRST_SICK_DAYS)
                if not is_open or (number % 20 and number % int(1 / SICK_OF) == 7):
                    written += 1
                    yield _absence(written, number, self._employer(number), TODAY - timedelta(days=days), is_open)

    def _employer(self, number: int) -> str:
        return LARGE if number < self.of_large else f"employer-{number // SIZE_OF_OTHERS:06d}"


def _id(number: int) -> str:
    return f"01a22468-9c30-7c1c-adf1-{number * 7919 % 1_000_003:012d}"


def _absence(at: int, number: int, employer_id: str, first_sick_day: date, is_open: bool) -> dict[str, Any]:
    return {
        "absence_number": f"V-{first_sick_day.year}-{at:06d}", "employee_id": _id(number), "employer_id": employer_id,
        "policy_number": "P-1", "sequence": 1, "status": AbsenceStatus.REPORTED if is_open else AbsenceStatus.RECOVERED,
        "first_sick_day": first_sick_day, "reported_at": f"{first_sick_day}T08:00:00Z", "reported_on": first_sick_day,
        "days_late": 0, "recovered_on": None if is_open else first_sick_day + timedelta(days=9),
        "composite_id": f"V-{first_sick_day.year}-{at:06d}", "composite_first_sick_day": first_sick_day,
        "same_cause": SameCause.UNKNOWN, "third_party": ThirdParty.NO, "labour_conflict": False, "work_accident": False,
        "contested": False, "safety_net": False, "employee_version": 1}


def _ask(running: TwoProcesses, times: int) -> Iterator[float]:
    http = requests.Session()
    http.trust_env = False
    visitors = {"employer": running.log_in("employer", EMPLOYER), "staff": running.log_in("staff", STAFF)}
    for who, path in PAGES:
        _once(http, running.origin + path, visitors[who])
        began = _cpu_ms(running)
        took = [_once(http, running.origin + path, visitors[who]) for _ in range(times)]
        cpu = (_cpu_ms(running) - began) / times
        print(f"{who + ': ' + path:<40}{percentile(took, 50):>9.1f}{percentile(took, 95):>9.1f} ms, CPU {cpu:.1f} ms")
        yield percentile(took, 95)


def _cpu_ms(running: TwoProcesses) -> float:
    return sum(cpu_seconds(process) for process in running.processes) * 1000


def _once(http: requests.Session, address: str, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    answer = http.get(address, headers=headers, timeout=120)
    took = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, answer.text[:500]
    return took


def _explain(running: TwoProcesses) -> None:
    """Print how PostgreSQL finds the first page of a name that nobody of the large employer has."""
    with running.database.reading() as session:
        for line in session.scalars(text(
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT * FROM employee WHERE employer_id = :large AND"
                " search_text LIKE '%xyzzy%' ORDER BY sort_name, employee_id LIMIT 51"), {"large": LARGE}):
            print(line)


if __name__ == "__main__":
    main()
