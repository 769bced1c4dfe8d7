"""`calculate guarantee`: the amount that Perspectief refunds for a wage sanction that meets every condition."""
from typing import Any

from cli.casefile.strict_input import Key, day, euros, list_of, nullable, percentage, read_record, record, whole
from services.claims.domain.benefits.case import HUNDRED, PartialRecovery
from services.claims.domain.guarantee.guarantee import GuaranteeLine, WageSanction, guarantee_lines
from shared.kernel.money import ZERO
from shared.kernel.percentage import plain
from shared.law import law

STEP = {"from": Key(day), "pct": Key(percentage)}
LINE = {
    "daily_wage": Key(euros), "coverage_pct": Key(nullable(percentage), None), "from": Key(day), "weeks": Key(whole(1, 520)),
    "ends_on": Key(nullable(day), None), "incapacity": Key(list_of(record(STEP)), ()),
}


def calculate_guarantee(line: dict[str, Any]) -> dict[str, Any]:
    """The amount and its lines; `coverage_pct` defaults to the statutory part of the wage."""
    given = read_record(line, "", LINE)
    start = given["from"]
    sanction = WageSanction(start=start, weeks=given["weeks"], first_sick_day=start - law.on(start).wage_term,
                            shortened_to=given["ends_on"])
    recoveries = [PartialRecovery(effective_on=step["from"], recovered_pct=HUNDRED - step["pct"])
                  for step in given["incapacity"]]
    lines = guarantee_lines(sanction, daily_wage=given["daily_wage"], recoveries=recoveries, wage_pct=given["coverage_pct"])
    return {"amount": f"{sum((one.total for one in lines), ZERO):.2f}", "lines": [_line(one) for one in lines]}


def _line(line: GuaranteeLine) -> dict[str, Any]:
    return {
        "month": str(line.month), "from": line.start.isoformat(), "to": line.end.isoformat(), "days": line.days,
        "daily_wage": f"{line.daily_wage:.2f}", "coverage_pct": plain(line.wage_pct),
        "incapacity_pct": plain(line.incapacity_pct), "total": f"{line.total:.2f}",
    }
