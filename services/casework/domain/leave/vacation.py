"""Vacation during sickness: permission, consent and debited hours (R-162…R-171)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from shared.kernel.calendar import public_holidays
from shared.kernel.period import Period
from shared.kernel.refusals import Conflict, RuleViolated

WORKING_WEEK = 5


class DoctorAnswer(StrEnum):
    """Whether the company doctor objects; the reason is not recorded (R-163)."""

    NO_OBJECTION = "NO_OBJECTION"
    OBJECTION = "OBJECTION"


class Source(StrEnum):
    """The source of a deviating rule for extra holidays (R-169)."""

    CONTRACT = "CONTRACT"
    CAO = "CAO"


class VacationRefused(RuleViolated):
    """The vacation cannot be approved, or not with this debit."""


class DoctorNotAnswered(Conflict):
    """There is doubt and the company doctor has not answered (R-163)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VacationRequest:
    """A request for holidays in an absence.

    :ivar doubt: whether the company doctor must be consulted
    :ivar consent_on: the day on which the employee agreed to the debit, or None
    :ivar extra_hours: the part of the hours that are not statutory
    """

    period: Period
    hampers_recovery: bool = False
    doubt: bool = False
    doctor_answer: DoctorAnswer | None = None
    consent_on: date | None = None
    extra_hours: Decimal = Decimal(0)
    written_consent_id: str | None = None
    arrangement: Source | None = None


def check_vacation(request: VacationRequest, *, hours: Decimal, weekly_hours: Decimal,
                   hours_by_weekday: Sequence[Decimal] | None = None) -> None:
    """Approve the vacation or refuse it with a reason.

    :param hours: the hours that the employer would debit
    :raises DoctorNotAnswered: while the question is open
    :raises VacationRefused: hampers recovery, no consent, other hours, or extra hours without a basis
    """
    _check_permission(request)
    if request.consent_on is None:
        raise VacationRefused("vacation.consent_required",
                              "Vakantie-uren afboeken kan alleen met toestemming van de werknemer.", field="consent_on")
    if hours != hours_debited(request.period, weekly_hours, hours_by_weekday):
        raise VacationRefused("vacation.hours_mismatch",
                              "Boek evenveel uren af als wanneer de werknemer niet ziek was.", field="hours")
    if request.extra_hours and not (request.written_consent_id or request.arrangement):
        raise VacationRefused("vacation.written_consent_required",
                              "Voor bovenwettelijke uren is schriftelijke toestemming of een afspraak nodig.",
                              field="written_consent_id")


def _check_permission(request: VacationRequest) -> None:
    if request.doubt and request.doctor_answer is None:
        raise DoctorNotAnswered("vacation.doctor_not_answered", "De bedrijfsarts heeft nog niet geantwoord.")
    if request.hampers_recovery or request.doctor_answer is DoctorAnswer.OBJECTION:
        raise VacationRefused("vacation.hampers_recovery", "De vakantie belemmert het herstel of de re-integratie.")


def hours_debited(period: Period, weekly_hours: Decimal,
                  hours_by_weekday: Sequence[Decimal] | None = None) -> Decimal:
    """Contract hours in the vacation without public holidays (R-164), not reduced by partial recovery (R-165).

    :param hours_by_weekday: hours from Monday to Sunday; by default the weekly hours spread over Monday to Friday
    """
    pattern = hours_by_weekday or [weekly_hours / WORKING_WEEK] * WORKING_WEEK + [Decimal(0)] * 2
    days = (period.start + timedelta(days=n) for n in range(period.days))
    return sum((pattern[day.weekday()] for day in days if day not in public_holidays(day.year)), Decimal(0))
