"""Dates of calculation and payment: benefits are paid per month, on the twelfth working day after it (§3.9, R-086, R-087)."""
from datetime import date

from shared.kernel.calendar import add_working_days, nth_working_day
from shared.kernel.month import Month
from shared.kernel.refusals import RuleViolated

PAY_WORKDAY = 12
CUTOFF_WORKDAYS = 3
DISPLAY_TOLERANCE_WORKDAYS = 2


class MonthNotEnded(RuleViolated):
    """The month has not ended, so its benefit cannot be calculated (R-086)."""


def pay_date(month: Month, *, workday: int = PAY_WORKDAY) -> date:
    """The planned pay date of a benefit month: the twelfth working day of the month after it (R-087)."""
    following = month.next()
    return nth_working_day(following.year, following.number, workday)


def cut_off(month: Month, *, workdays: int = CUTOFF_WORKDAYS) -> date:
    """The last day on which received data is included in the run of the month (§3.9)."""
    return add_working_days(pay_date(month), -workdays)


def run_of(month: Month, *, received_on: date) -> Month:
    """The benefit month of the run that pays data received about `month`: that month or the first open one (§3.9)."""
    run = max(month, Month.of(received_on).previous().previous())
    while received_on > cut_off(run):
        run = run.next()
    return run


def paid_around(month: Month) -> tuple[date, date]:
    """The range of "about the twelfth working day", for display only (R-087)."""
    planned, tolerance = pay_date(month), DISPLAY_TOLERANCE_WORKDAYS
    return add_working_days(planned, -tolerance), add_working_days(planned, tolerance)


def refuse_unended_month(month: Month, *, today: date) -> None:
    """Refuse to calculate a month before it has ended (R-086).

    :raises MonthNotEnded: for the present or a future month
    """
    if today <= month.last:
        raise MonthNotEnded(
            "benefit.month_not_ended",
            f"De uitkering over {month} kunt u pas berekenen als de maand voorbij is.",
            field="month",
        )
