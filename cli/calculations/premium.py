"""`calculate premium`: provisional and definitive premium of one policy year, settlement and instalments."""
from datetime import date
from typing import Any

from cli.calculations.periods import read_period
from cli.casefile.strict_input import Key, day, euros, list_of, nullable, percentage, read_record, record, whole
from services.billing.domain.premium.instalments import refuse_other_numbers, split_premium
from services.billing.domain.premium.premium import (
    PremiumRate,
    definitive_premium,
    premium_of,
    provisional_payroll,
    settle,
)
from services.billing.domain.premium.wages import PolicyYear, WageSegment

SEGMENT = {"from": Key(day), "to": Key(nullable(day), None), "annual_wage": Key(euros)}
LINE = {
    "year": Key(whole(1900, 2199)),
    "rate_pct": Key(percentage),
    "cap": Key(nullable(euros)),
    "from": Key(nullable(day), None),
    "to": Key(nullable(day), None),
    "instalments": Key(whole(1, 12)),
    "segments": Key(list_of(list_of(record(SEGMENT)))),
}


def calculate_premium(line: dict[str, Any]) -> dict[str, Any]:
    """The result of one line, which has one list of segments per employee."""
    given = read_record(line, "", LINE)
    year = _policy_year(given)
    rate = PremiumRate(rate_pct=given["rate_pct"], cap=given["cap"])
    employees = [[_segment(segment, f"segments[{i}][{j}]") for j, segment in enumerate(segments)]
                 for i, segments in enumerate(given["segments"])]
    definitive = definitive_premium(employees, year, rate)
    refuse_other_numbers(given["instalments"])
    provisional = premium_of(provisional_payroll(employees, year, rate), rate, year)
    return {
        "payroll": f"{definitive.payroll:.2f}",
        "per_employee": [f"{amount:.2f}" for amount in definitive.per_employee],
        "provisional": f"{provisional:.2f}",
        "definitive": f"{definitive.premium:.2f}",
        "settlement": f"{settle(definitive.premium, invoiced=provisional).amount:.2f}",
        "instalments": [f"{part:.2f}" for part in split_premium(provisional, given["instalments"])],
    }


def _policy_year(given: dict[str, Any]) -> PolicyYear:
    year = given["year"]
    start, end = given["from"] or date(year, 1, 1), given["to"]
    return PolicyYear.of(year, read_period(start, end, "to"))


def _segment(given: dict[str, Any], path: str) -> WageSegment:
    return WageSegment(read_period(given["from"], given["to"], f"{path}.to"), given["annual_wage"])
