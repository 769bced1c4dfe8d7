"""Time from a sick report until the portal can show the dossier and the claim that it opens."""
import time
from typing import Any

from benchmarks.outcome import percentile, report
from cli.casefile.reader import CaseFile, read_case
from cli.demo.cast import Cast
from cli.demo.fresh_platform import fresh_platform
from cli.demo.opening import open_case
from cli.demo.steps import Steps
from cli.people.person import Person, Refused
from cli.platform.state import PlatformState
from cli.run.walking import PlatformTime

AIM_MS = 250.0
REPORTS = 60
LOOK_SECONDS = 0.005
LONGEST_SECONDS = 20.0


def main() -> None:
    """Send one report after the other to a new platform; the first ones count too."""
    with fresh_platform(bus="postgresql", today=None, keep=False) as state:
        from_sending, from_answer = measure(state)
    p50, p99 = percentile(from_sending, 50), percentile(from_sending, 99)
    report("report_to_effect",
           {"reports": len(from_sending), "p50_ms": round(p50), "p99_ms": round(p99), "max_ms": round(max(from_sending)),
            "after_answer_p50_ms": round(percentile(from_answer, 50)), "after_answer_p99_ms": round(percentile(from_answer, 99)),
            "ratio_p50": round(p50 / AIM_MS, 2), "ratio_p99": round(p99 / AIM_MS, 2)},
           f"p50 {p50:.0f} ms, RATIO {p50 / AIM_MS:.2f} of the aim of 250 ms; p99 {p99:.0f} ms, RATIO {p99 / AIM_MS:.2f}")


def measure(state: PlatformState) -> tuple[list[float], list[float]]:
    """Return the milliseconds from sending each report, and from its response, until both exist."""
    clock = PlatformTime(state.address)
    today = clock.today().isoformat()
    cast = Cast(state.address)
    employer = open_case(_case(today), cast, clock, Steps(prints=False))
    times = [_one(cast.contact, employee_id, today) for employee_id in employer.employee_ids.values()]
    return [sending for sending, _ in times], [answer for _, answer in times]


def _case(today: str) -> CaseFile:
    employees = [{"key": f"w{number}", "annual_wage": "38500.00"} for number in range(REPORTS)]
    return read_case({"name": "benchmark", "policy": {}, "employees": employees, "timeline": [], "until": today})


def _one(contact: Person, employee_id: str, today: str) -> tuple[float, float]:
    body = {"employee_id": employee_id, "first_sick_day": today, "data_checked": True, "third_party": "NO"}
    sent = time.monotonic()
    number = contact.post("absence", "/sick-reports", body)["absence_number"]
    answered = time.monotonic()
    _wait_for(contact, "casework", f"/dossiers/{number}")
    _wait_for(contact, "claims", f"/claims/{number}")
    visible = time.monotonic()
    return (visible - sent) * 1000, (visible - answered) * 1000


def _wait_for(contact: Person, service: str, path: str) -> Any:
    deadline = time.monotonic() + LONGEST_SECONDS
    while True:
        try:
            return contact.get(service, path)
        except Refused as refusal:
            if refusal.status != 404 or time.monotonic() > deadline:
                raise
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    main()
