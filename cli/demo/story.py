"""The built-in story: of twelve employees one falls ill and recovers partly; with expected results counted day by day."""
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cli.casefile.reader import CaseFile, read_case
from cli.run.walking import PAY_WORKING_DAY
from shared.kernel.calendar import add_months, add_working_days, nth_working_day
from shared.kernel.month import Month

WHO = "anna"
WAGES = {"anna": "38500.00", "bram": "41760.00", "carlijn": "52000.00", "daan": "36000.00", "elif": "47250.00",
         "finn": "29800.00", "griet": "33120.00", "hassan": "61500.00", "iris": "44400.00", "joost": "39000.00",
         "kim": "28800.00", "lars": "96000.00"}
DAILY_WAGE = Decimal("147.51")
WAITING_DAYS = 10
ARBO_TARIFF = Decimal("12.10")
CENT = Decimal("0.01")


def story_after(today: date) -> CaseFile:
    """The story from the first Monday after `today` to the third pay date."""
    first = today + timedelta(days=7 - today.weekday())
    partly = _monday_from(add_months(first.replace(day=1), 2).replace(day=15))
    following = Month.of(partly).next()
    return read_case({
        "name": "demo",
        "policy": {"arbo_tariff_incl_vat": str(ARBO_TARIFF), "arbo_period": "MONTH"},
        "employees": [{"key": key, "annual_wage": wage} for key, wage in WAGES.items()],
        "timeline": [
            {"on": first.isoformat(), "do": "report_sick", "employee": WHO, "first_sick_day": first.isoformat(),
             "third_party": False},
            {"on": partly.isoformat(), "do": "report_partial_recovery", "employee": WHO, "from": partly.isoformat(),
             "basis": "OWN_WORK_HOURS", "recovered_pct": "50"},
        ],
        "until": nth_working_day(following.year, following.number, PAY_WORKING_DAY).isoformat(),
    })


def surprises(case: CaseFile, result: dict[str, Any]) -> Iterator[str]:
    """A sentence for each difference between the result and the expectation."""
    first, partly = (entry.on for entry in case.timeline)
    for refused in result["refused"]:
        yield f"entry {refused['entry']} was refused: {refused['code']}"
    absence: dict[str, Any] = next(iter(result["absences"]), {})
    yield from _differences("absence", absence, {"employee": WHO, "first_sick_day": first.isoformat(), "recovered_on": None,
                                                 "status": "PARTIALLY_RECOVERED", "sick_days": (case.until - first).days + 1})
    due = {row["code"]: row["due_on"] for row in result["plan"]}
    yield from _differences("due date", due, expected_dates(first))
    if any(not row["responsible"] for row in result["plan"]):
        yield "a milestone has nobody responsible"
    amounts = expected_benefits(first, partly, case.until)
    yield from _differences("benefit", {row["month"]: row["total"] for row in result["benefits"]}, amounts, exactly=True)
    paid = {row["for_months"][0]: (row["amount"], row["pay_on"]) for row in result["payments"]}
    yield from _differences("payment", paid, {month: (amount, _pay_on(month)) for month, amount in amounts.items()}, exactly=True)
    if not result["files"] or not all(row["valid"] for row in result["files"]):
        yield "a payment file is missing or is not valid"
    fees = {row["gross"] for row in result["invoices"] if row["kind"] == "ARBO"}
    if fees != {f"{ARBO_TARIFF * len(WAGES):.2f}"}:
        yield f"the arbo invoices are of {sorted(fees)}, expected {ARBO_TARIFF * len(WAGES)}"


def expected_dates(first: date) -> dict[str, str]:
    """Due dates that depend only on the first sick day (domain.md §2.3): day n of the case is n - 1 days after it."""
    days = {"M03": 42, "M04": 56, "M06": 295, "M09": 364, "M10": 406, "M15": 637, "M16": 651, "M18": 728}
    dates = {code: first + timedelta(days=day - 1) for code, day in days.items()}
    dates["M02"] = add_working_days(first, 4)
    return {code: day.isoformat() for code, day in dates.items()}


def expected_benefits(first: date, partly: date, until: date) -> dict[str, str]:
    """Benefit per completed month: weekdays after the first ten, at half the daily wage from `partly` on."""
    full: dict[str, int] = {}
    half: dict[str, int] = {}
    waited = 0
    day = first
    while day < Month.of(until).first:
        if day.weekday() < 5:
            waited += 1
            if waited > WAITING_DAYS:
                counts = full if day < partly else half
                counts[str(Month.of(day))] = counts.get(str(Month.of(day)), 0) + 1
        day += timedelta(days=1)
    return {month: str(_cents(full.get(month, 0) * DAILY_WAGE) + _cents(half.get(month, 0) * DAILY_WAGE / 2))
            for month in sorted({*full, *half})}


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def _pay_on(month: str) -> str:
    following = Month.parse(month).next()
    return nth_working_day(following.year, following.number, PAY_WORKING_DAY).isoformat()


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _differences(what: str, found: dict[str, Any], expected: dict[str, Any], *, exactly: bool = False) -> Iterator[str]:
    for key, value in expected.items():
        if found.get(key) != value:
            yield f"{what} {key} is {found.get(key)}, expected {value}"
    if exactly and (extra := set(found) - set(expected)):
        yield f"{what} of {', '.join(sorted(extra))} was not expected"
