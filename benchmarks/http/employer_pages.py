"""Every page of an employer on a running platform with the demo: first byte, processor time, and size as it is sent.

``./ontzorg up --data DIR`` first. Processor time is that of all processes of the platform together; other work on the machine
disturbs it less than the time to the first byte.
"""
import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

from benchmarks.outcome import percentile, report
from cli.demo.employer import COMPANY, DEMO_USERNAME
from cli.people.person import Credentials, Person
from cli.platform.layout import Layout
from cli.platform.state import get_state

OF_EMPLOYEE = ("", "/wijzigen", "/geschiedenis", "/verlof", "/uit-dienst")
OF_DOSSIER = ("", "/geschiedenis", "/adviezen", "/kosten", "/vakantie", "/sancties", "/documenten", "/melding", "/aansprakelijk",
              "/inkomen", "/inzage")
OVERVIEWS = ("algemeen", "verzekeraar", "per-werknemer", "mutaties", "statistieken", "management")
PAGES = (
    "/", "/ziek-melden", "/ziek-melden/{employee}", "/herstel-melden", "/herstel-melden/{absence}", "/werknemers",
    "/werknemers/toevoegen", *(f"/werknemers/{{employee}}{part}" for part in OF_EMPLOYEE), "/januari", "/Verzuim/Verzuimdossier",
    *(f"/dossier/{{absence}}{part}" for part in OF_DOSSIER), *(f"/Verzuim/Overzichten?soort={kind}" for kind in OVERVIEWS),
    "/uitkeringen", "/uitkeringen/{absence}", "/facturen", "/oud-werknemers", "/transitievergoeding", "/account",
    "/account/agenda", "/klacht", "/hulp", "/diensten")
AIM_MS, AIM_KB = 100, 15


@dataclass(frozen=True, slots=True)
class Page:
    """What one page costs: milliseconds, and bytes as sent."""

    path: str
    p50: float
    p95: float
    cpu: float
    size: int


def main() -> None:
    """Log in as the demo employer and read every page some times."""
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--times", type=int, default=20)
    given = options.parse_args()
    state = get_state(Layout(given.data))
    person = Person(state.address, Credentials(DEMO_USERNAME, COMPANY.password, COMPANY.phone))
    person.log_in()
    absence = person.list("absence", "/absences", status="OPEN")[0]
    known = {"absence": absence["absence_number"], "employee": absence["employee_id"]}
    pids = [one.pid for one in state.processes if one.pid]
    pages = [page for path in PAGES if (page := measure(person.browser, state.address, path.format(**known), pids, given.times))]
    slow = [page.path for page in pages if page.p95 > AIM_MS]
    large = [page.path for page in pages if page.size > AIM_KB * 1000]
    report("employer_pages", {page.path: [round(page.p50), round(page.p95), round(page.cpu), page.size] for page in pages},
           f"{len(pages)} pages, {given.times} times each; p95 above {AIM_MS} ms: {', '.join(slow) or 'none'}; "
           f"above {AIM_KB} kB: {', '.join(large) or 'none'}")


def measure(browser: requests.Session, address: str, path: str, pids: list[int], times: int) -> Page | None:
    """Read one page; None if this employer has none."""
    _, size, status = _read(browser, address + path)
    if status == requests.codes.not_found:
        print(f"{path}: {status}", flush=True)
        return None
    began = cpu_ms(pids)
    took = [_read(browser, address + path)[0] for _ in range(times)]
    page = Page(path, percentile(took, 50), percentile(took, 95), (cpu_ms(pids) - began) / times, size)
    print(f"{path:<48} first byte {page.p50:6.0f} {page.p95:6.0f} ms, CPU {page.cpu:5.0f} ms, {size / 1000:6.1f} kB", flush=True)
    return page


def _read(browser: requests.Session, url: str) -> tuple[float, int, int]:
    """Milliseconds to the first byte, bytes sent, and the status."""
    began = time.perf_counter()
    with browser.get(url, stream=True, timeout=60) as answer:
        took = (time.perf_counter() - began) * 1000
        sent = sum(len(part) for part in answer.raw.stream(decode_content=False))
        if answer.status_code not in (requests.codes.ok, requests.codes.not_found):
            raise RuntimeError(f"{url} answers {answer.status_code}")
        return took, sent, answer.status_code


def cpu_ms(pids: list[int]) -> float:
    """Processor milliseconds so far of these processes and their children."""
    found = [process for pid in pids for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True))]
    return sum(times.user + times.system for times in (process.cpu_times() for process in found)) * 1000


if __name__ == "__main__":
    main()
