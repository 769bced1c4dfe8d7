"""Response time of a list through the gateway, with a session and with a bearer token, compared with a direct call."""
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

import requests

from benchmarks.http.gateway_before_absence import two_processes
from benchmarks.outcome import report
from services.absence import store
from shared.testing.service import EMPLOYER

EMPLOYEES, ROUNDS, PER_ROUND, WARM_UP = 20, 12, 40, 40
VISITOR: dict[str, Any] = {"employer_id": EMPLOYER, "rights": ("EMPLOYEE_DATA", "SICK_REPORTS")}

Call = Callable[[], None]


def main() -> None:
    """Alternate between the three ways to read the list, and print the medians of the calls."""
    with ExitStack() as stack:
        ways = stack.enter_context(the_ways())
        for call in ways.values():
            for _ in range(WARM_UP):
                call()
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, call in ways.items():
                times[name] += [_timed(call) for _ in range(PER_ROUND)]
    medians = {name: statistics.median(found) * 1000 for name, found in times.items()}
    ratios = {name: round(medians[name] / medians["direct"], 2) for name in ("bearer", "session")}
    figures = {f"{name}_ms": round(ms, 2) for name, ms in medians.items()} | {f"{name}_ratio": r for name, r in ratios.items()}
    report("gateway_against_direct", {"calls_each": ROUNDS * PER_ROUND, **figures},
           "; ".join(f"{name} {ms:.2f} ms" for name, ms in medians.items())
           + f": RATIO bearer {ratios['bearer']}, session {ratios['session']}")


def _timed(call: Call) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


@contextmanager
def the_ways() -> Iterator[dict[str, Call]]:
    """Yield the same request at the service, and through the gateway with each kind of credentials."""
    with two_processes() as running:
        bearer = {"Authorization": f"Bearer {running.token(VISITOR)}"}
        with running.database.transaction() as session:
            session.add(store.Policy(policy_number="P-1", employer_id=EMPLOYER, company_name="Bakkerij De Korenaar", version=1,
                                     valid_from=date(2020, 1, 1)))
        _add_employees(f"{running.absence}/v1/employees", bearer)
        yield {"direct": _call(f"{running.absence}/v1/employees", bearer),
               "bearer": _call(f"{running.origin}/api/absence/v1/employees", bearer),
               "session": _call(f"{running.origin}/api/absence/v1/employees", running.log_in("benchmark-cookie", VISITOR))}


def _call(url: str, headers: dict[str, str]) -> Call:
    http = requests.Session()
    http.trust_env = False
    http.headers.update(headers)

    def call() -> None:
        answer = http.get(url, params={"limit": EMPLOYEES}, timeout=30)
        if answer.status_code != 200 or len(answer.json()["items"]) != EMPLOYEES:
            raise RuntimeError(f"{answer.status_code}: {answer.text[:300]}")
    return call


def _add_employees(url: str, headers: dict[str, str]) -> None:
    for number in range(EMPLOYEES):
        answer = requests.post(url, headers=headers, timeout=30, json={
            "employee_number": str(number), "first_name": "Anna", "last_name": "Bakker", "birth_date": "1988-05-04",
            "employed_from": "2020-01-01", "annual_wage": "38500.00", "contract_hours": "40"})
        answer.raise_for_status()


if __name__ == "__main__":
    main()
