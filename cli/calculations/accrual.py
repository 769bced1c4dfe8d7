"""`calculate accrual`: the holiday hours that an employee accrues over a period, sick or not."""
from typing import Any

from cli.calculations.periods import read_period
from cli.casefile.strict_input import Key, day, flag, number, read_record
from services.casework.domain.leave.holiday_accrual import extra_hours, statutory_hours, statutory_lapse_on
from shared.kernel.money import ZERO

LINE = {"hours_per_week": Key(number), "from": Key(day), "to": Key(day), "sick": Key(flag, False),
        "extra_hours_per_year": Key(number, ZERO)}


def calculate_accrual(line: dict[str, Any]) -> dict[str, Any]:
    """The hours of one line. Sickness has no effect (7:634); `lapses_on` applies to the statutory hours of the last year."""
    given = read_record(line, "", LINE)
    period = read_period(given["from"], given["to"], "to")
    return {
        "statutory_hours": f"{statutory_hours(period, given['hours_per_week']):.2f}",
        "extra_hours": f"{extra_hours(period, given['extra_hours_per_year']):.2f}",
        "lapses_on": statutory_lapse_on(given["to"].year).isoformat(),
    }
