"""Response time of a list through the gateway, with a session and with a bearer token, compared with a direct call."""
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import Any

import requests

from benchmarks.outcome import report
from benchmarks.servers import free_port, postgres, served_json, web_process
from cli.platform.postgres.server import EmbeddedPostgres
from services.absence import store
from services.gateway.edge.store import SessionStore
from services.gateway.edge.vault import Vault
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.kernel.services import NAMES
from shared.testing.service import EMPLOYER, Issuer

EMPLOYEES, ROUNDS, PER_ROUND, WARM_UP = 20, 12, 40, 40
RIGHTS = ("EMPLOYEE_DATA", "SICK_REPORTS")
SECRET = "benchmark-" * 4
COOKIE = "benchmark-cookie"

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
    issuer, absence_port, gateway_port = Issuer(), free_port(), free_port()
    origin = f"http://127.0.0.1:{gateway_port}"
    with ExitStack() as stack:
        server = stack.enter_context(postgres())
        server.create_databases(["absence", "gateway"])
        jwks = stack.enter_context(served_json(issuer.keys().as_dict(private=False)))
        token = issuer.token(rights=RIGHTS, iss=f"{origin}/id", exp=int(time.time()) + 3600)
        _fill(server, token)
        common = {"ONTZORG_ENVIRONMENT": "test", "ONTZORG_LOG_LEVEL": "INFO"}
        stack.enter_context(_web("absence", absence_port, common | {
            "ABSENCE_DATABASE_URL": server.url("absence"), "ABSENCE_PORT": str(absence_port),
            "ONTZORG_BUS_URL": server.url("absence"), "ONTZORG_ISSUER": f"{origin}/id", "ONTZORG_JWKS_URL": jwks}))
        urls = {f"GATEWAY_{name.upper()}_URL": f"http://127.0.0.1:{absence_port}" for name in NAMES}
        identity = {"GATEWAY_IDENTITY_URL": jwks.removesuffix("/jwks")}
        stack.enter_context(_web("gateway", gateway_port, common | urls | identity | {
            "GATEWAY_PUBLIC_URL": origin, "GATEWAY_DATABASE_URL": server.url("gateway"), "GATEWAY_SECRET": SECRET,
            "GATEWAY_CLIENT_SECRET": SECRET, "GATEWAY_PORT": str(gateway_port)}))
        bearer = {"Authorization": f"Bearer {token}"}
        _add_employees(f"http://127.0.0.1:{absence_port}/v1/employees", bearer)
        yield {"direct": _call(f"http://127.0.0.1:{absence_port}/v1/employees", bearer),
               "bearer": _call(f"{origin}/api/absence/v1/employees", bearer),
               "session": _call(f"{origin}/api/absence/v1/employees", {"Cookie": f"ontzorg={COOKIE}"})}


def _web(service: str, port: int, environ: dict[str, str]) -> Any:
    return web_process([sys.executable, "-P", "-m", "cli.run.serve", service, "web", "--threads", "8"], environ, port)


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


def _fill(server: EmbeddedPostgres, token: str) -> None:
    """Create a policy in the service, and a session with the token in the gateway."""
    for name in ("absence", "gateway"):
        upgrade(name, server.url(name))
    database = Database(server.url("absence"), SystemClock())
    with database.transaction() as session:
        session.add(store.Policy(policy_number="P-1", employer_id=EMPLOYER, company_name="Bakkerij De Korenaar", version=1,
                                 valid_from=date(2020, 1, 1)))
    database.dispose()
    gateway = Database(server.url("gateway"), SystemClock())
    sessions = SessionStore(gateway, Vault(SECRET), idle=timedelta(hours=1), longest=timedelta(hours=1))
    visitor = {"account_id": "a-1", "name": "Eva", "employer_id": EMPLOYER, "rights": list(RIGHTS), "roles": []}
    sessions.save(COOKIE, {"visitor": visitor, "csrf_token": "t"}, account_id="a-1")
    sessions.save_tokens(COOKIE, {"access_token": token, "expires_at": time.time() + 3600, "identity": {}})
    gateway.dispose()


if __name__ == "__main__":
    main()
