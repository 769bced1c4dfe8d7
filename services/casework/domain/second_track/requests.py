"""What can be asked for besides the plan: a new judgement or assessment, when the situation changed (R-119, R-120)."""
from collections.abc import Iterable
from datetime import date, timedelta

from services.casework.domain.plan.facts import RequestedStep
from services.casework.domain.plan.milestone import Code, Milestone, Status
from services.casework.domain.plan.protocol import versions_on
from services.casework.domain.second_track.track import TrackRefused, check_not_ahead
from shared.kernel.refusals import Conflict
from shared.law import law


class RequestNotNeeded(Conflict):
    """The step was asked for and not done, or the case has ended."""


def request(code: Code, requested_on: date, plan: Iterable[Milestone], *, is_closed: bool, first_sick_day: date,
            today: date) -> RequestedStep:
    """A step to add to the plan.

    :raises RequestNotNeeded: ``requested_step.case_closed``, ``requested_step.open``
    :raises TrackRefused: for a day before the case or ahead
    """
    if is_closed:
        raise RequestNotNeeded("requested_step.case_closed", "Dit dossier is gesloten.")
    if any(step.code is code and step.status in (Status.PLANNED, Status.OVERDUE) for step in plan):
        raise RequestNotNeeded("requested_step.open", "Dit is al gevraagd en nog niet gedaan.")
    check_not_ahead(requested_on, today, field="changed_on")
    check_in_case(requested_on, first_sick_day)
    return RequestedStep(code=code, requested_on=requested_on, due_on=max(requested_on, today) + _term(code, first_sick_day))


def _term(code: Code, first_sick_day: date) -> timedelta:
    return timedelta(days=versions_on(first_sick_day)[code].count.in_force(law.on(first_sick_day)))


def check_in_case(day: date, first_sick_day: date) -> None:
    """Refuse a day before the case.

    :raises TrackRefused: ``second_track.outside_case``
    """
    if day < first_sick_day:
        raise TrackRefused("second_track.outside_case", "Deze dag ligt vóór de eerste ziektedag.", field="changed_on")
