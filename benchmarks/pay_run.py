"""What the payment run of a month costs a case: calculated after the month, prepared after the cut-off, paid.

A fresh platform gets its cases by sick reports; each part of the run is then done in a transaction that is taken back.
"""
import time
from datetime import date
from typing import Any

from benchmarks.capacity import Market
from benchmarks.footprint import url_of
from benchmarks.outcome import tell
from cli.casefile.reader import CaseFile, read_case
from cli.demo.cast import Cast
from cli.demo.fresh_platform import fresh_platform
from cli.demo.opening import open_case
from cli.demo.player import Player
from cli.demo.steps import Steps
from cli.run.walking import PlatformTime
from services.claims.usecases.benefits.calculate_month import calculate_month
from services.claims.usecases.payments.pay_run import pay_run
from services.claims.usecases.payments.prepare_run import prepare_run
from shared.db.session import Database
from shared.kernel.clock import FixedClock, noon
from shared.kernel.month import Month

START, MONTH, LOOK_ON = date(2026, 2, 2), Month(2026, 2), date(2026, 3, 2)
CASES = 150


def main() -> None:
    """All cases in one run, as the job does it."""
    with fresh_platform(bus="postgresql", today=START, keep=False) as state:
        clock, cast, case = PlatformTime(state.address), Cast(state.address), _case()
        player = Player(case, cast, open_case(case, cast, clock, Steps(is_told=False)))
        for entry in case.timeline:
            player.play(entry)
        clock.walk_to(LOOK_ON)
        database = Database(url_of(state, "claims"), FixedClock(noon(LOOK_ON)))
        seconds, payments = _measure(database)
        database.dispose()
    milliseconds = {part: value / CASES * 1000 for part, value in seconds.items()}
    running = Market().running_cases
    hours = sum(milliseconds.values()) * running / 3_600_000
    tell("pay_run", {"cases": CASES, "paid": payments, "ms_a_case": {k: round(v, 2) for k, v in milliseconds.items()},
                     "market_hours": round(hours, 2)},
         ", ".join(f"{part} {value:.1f} ms a case" for part, value in milliseconds.items())
         + f"; the {running:,.0f} running cases of the market of docs/capacity.md would take {hours:.1f} hours on one worker")


def _measure(database: Database) -> tuple[dict[str, float], int]:
    seconds = {}
    with database.reading() as session:
        began = time.monotonic()
        calculated = calculate_month(session, month=MONTH)
        session.flush()
        seconds["calculated"], began = time.monotonic() - began, time.monotonic()
        run = prepare_run(session, month=MONTH)
        session.flush()
        seconds["prepared"], began = time.monotonic() - began, time.monotonic()
        is_paid = run is not None and pay_run(session, run_id=run.run_id)
        seconds["paid"] = time.monotonic() - began
    if calculated != CASES or not is_paid:
        raise RuntimeError(f"{calculated} cases, paid: {is_paid}")
    return seconds, calculated


def _case() -> CaseFile:
    day = START.isoformat()
    timeline: list[dict[str, Any]] = [{"on": day, "do": "report_sick", "employee": f"w{number}", "first_sick_day": day}
                                      for number in range(CASES)]
    return read_case({"name": "pay run", "policy": {}, "timeline": timeline, "until": LOOK_ON.isoformat(),
                      "employees": [{"key": f"w{number}", "annual_wage": "38500.00"} for number in range(CASES)]})


if __name__ == "__main__":
    main()
