"""One-month benefit cases per second and core: the formula alone, and the whole command `calculate benefits` on JSON Lines."""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import IO, Any

from benchmarks.outcome import report
from cli.platform.layout import ROOT
from services.claims.domain.benefits.benefit import calculate_benefits
from services.claims.domain.benefits.case import CaseInput, PartialRecovery, WageSegment
from services.claims.domain.benefits.policy import PolicyTerms
from shared.kernel.month import Month
from shared.kernel.sickness import CompositeCase, Spell

AIM = 5000.0
CASES = 20_000
SINCE = date(2020, 1, 1)
FIRST = date(2026, 1, 26)
"""Waiting for ten working days from here ends in February, so February is the one month that pays."""
UNTIL = date(2026, 2, 28)


def main() -> None:
    """Measure both on cases that differ in wage, day and recovery; each gives one month with one or two lines."""
    pure, (streamed, wall) = measure_pure(), measure_streamed()
    report("benefit_cases",
           {"cases": CASES, "pure_per_core_second": round(pure), "calculate_per_core_second": round(streamed),
            "calculate_wall_seconds": round(wall, 2), "ratio_pure": round(pure / AIM, 2),
            "ratio_calculate": round(streamed / AIM, 2)},
           f"formula {pure:.0f} a second and core, RATIO {pure / AIM:.2f} of the aim of 5,000; "
           f"calculate benefits {streamed:.0f}, RATIO {streamed / AIM:.2f}")


def measure_pure() -> float:
    """Return cases per second of processor time, without the time to create them."""
    cases = [case_input(number) for number in range(CASES)]
    through = Month.of(UNTIL)
    began = time.process_time()
    months = sum(len(calculate_benefits(case, through=through)) for case in cases)
    seconds = time.process_time() - began
    _require(months)
    return CASES / seconds


def measure_streamed() -> tuple[float, float]:
    """Return cases per second of the command's processor time, including its start, and the elapsed seconds."""
    with tempfile.TemporaryFile("w+") as source:
        source.writelines(json.dumps(case_file(number)) + "\n" for number in range(CASES))
        source.seek(0)
        before, began = _children_seconds(), time.monotonic()
        months = _months_of(source)
        wall, seconds = time.monotonic() - began, _children_seconds() - before
    _require(months)
    return CASES / seconds, wall


def _months_of(source: IO[str]) -> int:
    command = [sys.executable, "-P", "-m", "cli", "calculate", "benefits"]
    with tempfile.TemporaryFile("w+") as target:
        subprocess.run(command, stdin=source, stdout=target, check=True, timeout=300, cwd=ROOT,
                       env=os.environ | {"PYTHONPATH": str(ROOT)})
        target.seek(0)
        return sum(len(json.loads(line)["benefits"]) for line in target)


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _require(months: int) -> None:
    if months != CASES:
        raise RuntimeError(f"{months} months came of {CASES} cases")


def _wage(number: int) -> str:
    return f"{28_000 + number % 7919 * 5}.00"


def _sick_on(number: int) -> date:
    return FIRST + timedelta(days=number % 5)


def _recovered(number: int) -> Iterator[tuple[date, str]]:
    if number % 2:
        yield date(2026, 2, 18), str(10 + number % 8 * 10)


def case_input(number: int) -> CaseInput:
    """Return a case as input of the benefit rules of claims."""
    return CaseInput(
        composite=CompositeCase((Spell(_sick_on(number), absence_number="V-1"),)), terms=(PolicyTerms(),),
        wages=(WageSegment(valid_from=SINCE, annual_wage=Decimal(_wage(number))),), birth_date=date(1988, 5, 4),
        reported_on=_sick_on(number),
        recoveries=tuple(PartialRecovery(effective_on=day, recovered_pct=Decimal(pct)) for day, pct in _recovered(number)))


def case_file(number: int) -> dict[str, Any]:
    """Return the same case as a case file."""
    first = _sick_on(number).isoformat()
    timeline = [{"on": first, "do": "report_sick", "employee": "anna", "first_sick_day": first}]
    timeline += [{"on": day.isoformat(), "do": "report_partial_recovery", "employee": "anna", "from": day.isoformat(),
                  "basis": "OWN_WORK_HOURS", "recovered_pct": pct} for day, pct in _recovered(number)]
    return {"name": f"case-{number}", "policy": {},
            "employees": [{"key": "anna", "annual_wage": _wage(number), "birth_date": "1988-05-04"}],
            "timeline": timeline, "until": UNTIL.isoformat()}


if __name__ == "__main__":
    main()
