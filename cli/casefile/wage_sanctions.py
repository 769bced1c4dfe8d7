"""Wage sanctions of UWV in a case file."""
from datetime import date

from cli.casefile.records import Employee
from services.casework.domain.guarantee.wage_sanction import WageSanction
from shared.kernel.sickness import CompositeCase


def wage_sanction_of(employee: Employee, composite: CompositeCase) -> WageSanction | None:
    """The wage sanction that was reported last in a case, or None."""
    found = [entry for entry in employee.wage_sanctions if is_about(employee, composite, entry["received_on"])]
    if not found:
        return None
    last = found[-1]
    return WageSanction(decision_on=last["decision_on"], received_on=last["received_on"], weeks=last["weeks"],
                        reported_on=last["on"])


def is_about(employee: Employee, composite: CompositeCase, day: date) -> bool:
    """Whether the day belongs to this case: the last case that began by then, otherwise the first."""
    composites = employee.composites
    begun = [one for one in composites if one.first_sick_day <= day]
    return composite == (begun[-1] if begun else composites[0])
