"""What an employee does on a day, as the list of employees shows it."""
from datetime import date
from enum import StrEnum

from shared.kernel.vocabulary import AbsenceStatus


class EmployeeStatus(StrEnum):
    """Status of an employee; the same words as of an open absence."""

    COMING = "COMING"
    WORKING = "WORKING"
    SICK = "SICK"
    PARTIALLY_RECOVERED = "PARTIALLY_RECOVERED"
    LEFT = "LEFT"


def employee_status(*, employed_from: date, employed_until: date | None, absence: AbsenceStatus | None,
                    today: date) -> EmployeeStatus:
    """The status of an employee today.

    :param absence: status of the open absence, None without one
    """
    if employed_from > today:
        return EmployeeStatus.COMING
    if employed_until is not None and employed_until < today:
        return EmployeeStatus.LEFT
    if absence is None:
        return EmployeeStatus.WORKING
    return EmployeeStatus.PARTIALLY_RECOVERED if absence == AbsenceStatus.PARTIALLY_RECOVERED else EmployeeStatus.SICK
