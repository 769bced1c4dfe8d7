"""Time per case of the monthly payment run: calculation after the month, preparation after the cut-off, payment.

Creates cases on a new platform by sick reports; each part of the run is then done in a transaction that is rolled back.
"""
import time
from datetime import date
from typing import Any

from sqlalchemy import func, select

from benchmarks.outcome import report
from benchmarks.platform.capacity import Market
from benchmarks.platform.footprint import url_of
from cli.casefile.reader import CaseFile, read_case
from cli.demo.cast import Cast
from cli.demo.fresh_platform import fresh_platform
from cli.demo.opening import open_case
from cli.demo.player import Player
from cli.demo.steps import Steps
from cli.run.walking import PlatformTime
from services.claims import store
from services.claims.domain.payments.payday import pay_date
from services.claims.domain.runs.approval import ApprovalRule
from services.claims.usecases.benefits.calculate_month import calculate_month, list_cases_of_month
from services.claims.usecases.payments.check_payee import check_payee, list_transfers_due
from services.claims.usecases.payments.make_payment_files import make_payment_files
from services.claims.usecases.payments.open_run import open_run
from services.claims.usecases.payments.settle_policies import list_policies_to_settle, settle_policies
from shared.db.session import Database
from shared.kernel.clock import FixedClock, noon
from shared.kernel.month import Month
from shared.payments.party import MOST

START, MONTH, LOOK_ON = date(2026, 2, 2), Month(2026, 2), date(2026, 3, 2)
CASES = 150


def main() -> None:
    """Measure all cases in one run, as the job does."""
    with fresh_platform(bus="postgresql", today=START, keep=False) as state:
        clock, cast, case = PlatformTime(state.address), Cast(state.address), _case()
        player = Player(case, cast, open_case(case, cast, clock, Steps(prints=False)))
        for entry in case.timeline:
            player.play(entry)
        clock.walk_to(LOOK_ON)
        player.claims.approve_months()
        database = Database(url_of(state, "claims"), FixedClock(noon(LOOK_ON)))
        seconds, payments = _measure(database)
        database.dispose()
    milliseconds = {part: value / CASES * 1000 for part, value in seconds.items()}
    running = Market().running_cases
    hours = sum(milliseconds.values()) * running / 3_600_000
    report("pay_run", {"cases": CASES, "paid": payments, "ms_a_case": {k: round(v, 2) for k, v in milliseconds.items()},
                       "market_hours": round(hours, 2)},
           ", ".join(f"{part} {value:.1f} ms a case" for part, value in milliseconds.items())
           + f"; the {running:,.0f} running cases of the market of docs/capacity.md would take {hours:.1f} hours on one worker")


def _measure(database: Database) -> tuple[dict[str, float], int]:
    """Return the seconds of each part, and the number of cases; the clock is set to the day after the month."""
    seconds, day = {}, LOOK_ON
    with database.reading() as session:
        began = time.monotonic()
        cases = list_cases_of_month(session, day)
        calculate_month(session, composite_ids=cases)
        session.flush()
        seconds["calculated"], began = time.monotonic() - began, time.monotonic()
        open_run(session, month=MONTH, on=day)
        settle_policies(session, policy_numbers=list_policies_to_settle(session, day), month=MONTH)
        session.flush()
        seconds["prepared"], began = time.monotonic() - began, time.monotonic()
        for transfer in list_transfers_due(session, pay_date(MONTH)):
            check_payee(session, transfer=transfer)
        make_payment_files(session, today=pay_date(MONTH), rule=ApprovalRule(limit=MOST))
        session.flush()
        seconds["paid"] = time.monotonic() - began
        is_paid = session.scalar(select(func.count()).select_from(store.PaymentFile)) == 1
    if len(cases) != CASES or not is_paid:
        raise RuntimeError(f"{len(cases)} cases, paid: {is_paid}")
    return seconds, len(cases)


def _case() -> CaseFile:
    day = START.isoformat()
    timeline: list[dict[str, Any]] = [{"on": day, "do": "report_sick", "employee": f"w{number}", "first_sick_day": day}
                                      for number in range(CASES)]
    return read_case({"name": "pay run", "policy": {}, "timeline": timeline, "until": LOOK_ON.isoformat(),
                      "employees": [{"key": f"w{number}", "annual_wage": "38500.00"} for number in range(CASES)]})


if __name__ == "__main__":
    main()
