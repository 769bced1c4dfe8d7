"""The clock of the consultant's first contact: until when it runs, and when it pauses (R-029, R-096, features idea 12).

The term of R-029 does not change. A pause moves the end of the clock by its own working days, and ends by itself.
"""
from datetime import date, timedelta
from enum import StrEnum

from services.casework.domain.plan.milestone import Code, Milestone, Status
from shared.kernel.calendar import add_working_days, is_working_day
from shared.kernel.refusals import Conflict, RuleViolated

CONTACT_CODES = (Code.CONFLICT_CONTACT, Code.M02)
"""The contacts with a clock: with the employee in a conflict, and with the employer."""

LONGEST_PAUSE_WORKING_DAYS = 10
"""A pause ends at the latest on the tenth working day after the day on which it starts."""


class PauseReason(StrEnum):
    """Why the clock pauses; a code, because a text could hold medical data."""

    EMPLOYER_ASKED_LATER = "EMPLOYER_ASKED_LATER"
    EMPLOYER_CLOSED = "EMPLOYER_CLOSED"
    NUMBER_WRONG = "NUMBER_WRONG"


class PauseRefused(RuleViolated):
    """The clock cannot pause on these days."""


class AlreadyPaused(Conflict):
    """The clock pauses already."""


class NotPaused(Conflict):
    """The pause has ended, by itself or by somebody."""


def check_pause(step: Milestone, *, last_day: date, today: date, is_paused: bool) -> None:
    """Refuse a pause that starts today.

    :param step: the contact with the employer
    :param last_day: of the pause
    :raises AlreadyPaused: ``contact.already_paused``
    :raises PauseRefused: if there is no clock that runs, or for a last day in the past or too far ahead
    """
    if step.status in (Status.DONE, Status.CANCELLED):
        raise PauseRefused("contact.not_waiting", "Er loopt geen termijn voor dit contact.")
    if is_paused:
        raise AlreadyPaused("contact.already_paused", "De termijn staat al stil.")
    if step.status is Status.OVERDUE:
        raise PauseRefused("contact.term_passed", "De termijn is voorbij en kan niet meer stilstaan.")
    if last_day < today:
        raise PauseRefused("contact.pause_in_past", "Kies vandaag of een latere dag.", field="last_day")
    latest = add_working_days(today, LONGEST_PAUSE_WORKING_DAYS)
    if last_day > latest:
        raise PauseRefused("contact.pause_too_long", f"Kies een dag tot en met {latest:%d-%m-%Y}.", field="last_day")


def extended(ends_on: date, *, first_day: date, last_day: date) -> date:
    """The end of a clock that pauses on these days, both included: as many working days later as the pause has."""
    paused = (first_day + timedelta(days=at) for at in range((last_day - first_day).days + 1))
    return add_working_days(ends_on, sum(map(is_working_day, paused)))
