"""Vacation during sickness: permission, consent and debited hours (R-162…R-171, domain.md §8.2)."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from shared.fields.numbers import in_dutch
from shared.kernel.calendar import public_holidays
from shared.kernel.period import Period
from shared.kernel.refusals import Conflict, NotFound, RuleViolated
from shared.kernel.sickness import CompositeCase

WORKING_WEEK = 5
HUNDREDTH = Decimal("0.01")
MOST_DAYS = 366
"""Longest vacation [assumption], so that a mistyped year is noticed."""


class VacationStatus(StrEnum):
    """Where a vacation stands; only an approved one exempts from re-integration (R-168)."""

    REQUESTED = "REQUESTED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class DoctorAnswer(StrEnum):
    """Whether the company doctor objects; the reason is not recorded (R-163)."""

    NO_OBJECTION = "NO_OBJECTION"
    OBJECTION = "OBJECTION"


class HolidayKind(StrEnum):
    """The balance from which the hours are debited."""

    STATUTORY = "STATUTORY"
    EXTRA = "EXTRA"


class Source(StrEnum):
    """The source of a deviating rule for extra holidays (R-169)."""

    CONTRACT = "CONTRACT"
    CAO = "CAO"


class VacationRefused(RuleViolated):
    """The vacation cannot be recorded or approved, or not with this debit."""


class VacationNotFound(NotFound):
    """The case has no such vacation."""


class DoctorNotAnswered(Conflict):
    """There is doubt and the company doctor has not answered (R-163)."""


class WrongVacationStatus(Conflict):
    """The act does not fit the status of the vacation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debit:
    """The hours that the employer debits, and the employee's agreement to it.

    :ivar consent_on: day on which the employee agreed, or None
    :ivar hours: as the employer counted them; None to debit what the contract gives
    :ivar written_consent: reference of the employee's written consent; extra hours need it, or an arrangement
    """

    holidays: HolidayKind = HolidayKind.STATUTORY
    consent_on: date | None = None
    hours: Decimal | None = None
    written_consent: str | None = None
    arrangement: Source | None = None


def check_debit(debit: Debit, *, hours: Decimal) -> None:
    """Refuse a debit without consent, of other hours, or of extra hours without a basis.

    :param hours: contract hours in the vacation, see `hours_debited`
    :raises VacationRefused: if it may not be debited
    """
    if debit.consent_on is None:
        raise VacationRefused("vacation.consent_required",
                              "Vakantie-uren afboeken kan alleen met toestemming van de werknemer.", field="consent_on")
    if debit.hours is not None and debit.hours != hours:
        raise VacationRefused("vacation.hours_mismatch", "Boek evenveel uren af als wanneer de werknemer niet ziek was: "
                              f"{in_dutch(hours)} uur.", field="hours")
    if debit.holidays is HolidayKind.EXTRA and not (debit.written_consent or debit.arrangement):
        raise VacationRefused("vacation.written_consent_required",
                              "Voor bovenwettelijke uren is schriftelijke toestemming of een afspraak nodig.",
                              field="written_consent")


def check_permission(*, doubt: bool, doctor_answer: DoctorAnswer | None, hampers_recovery: bool = False) -> None:
    """Refuse a vacation that hampers recovery or re-integration.

    :param doubt: whether the company doctor was asked
    :raises DoctorNotAnswered: while the question is open
    :raises VacationRefused: if it hampers recovery, in the employer's or the doctor's judgement (R-162)
    """
    if doubt and doctor_answer is None:
        raise DoctorNotAnswered("vacation.doctor_not_answered", "De bedrijfsarts heeft nog niet geantwoord.")
    if hampers_recovery or doctor_answer is DoctorAnswer.OBJECTION:
        raise VacationRefused("vacation.hampers_recovery", "De vakantie belemmert het herstel of de re-integratie.",
                              field="hampers_recovery")


def check_period(vacation: Period, *, case: CompositeCase, others: Iterable[Period]) -> None:
    """Refuse a vacation that does not begin during the sickness, is too long, or covers days of another one.

    :param vacation: a closed period
    :param others: the other vacations of the case that were not refused or withdrawn
    :raises VacationRefused: ``vacation.outside_absence`` or ``vacation.too_long``
    :raises WrongVacationStatus: ``vacation.overlap``
    """
    if not case.is_sick(vacation.start):
        raise VacationRefused("vacation.outside_absence", "De vakantie moet beginnen tijdens het verzuim.", field="start")
    if vacation.days > MOST_DAYS:
        raise VacationRefused("vacation.too_long", "Een vakantie duurt hoogstens een jaar.", field="end")
    if any(vacation.overlaps(other) for other in others):
        raise WrongVacationStatus("vacation.overlap", "Over deze dagen staat al een vakantie vast.", field="start")


def check_status(status: VacationStatus, *allowed: VacationStatus) -> None:
    """Refuse an act on a vacation in another status than those allowed.

    :raises WrongVacationStatus: ``vacation.wrong_status``
    """
    if status not in allowed:
        raise WrongVacationStatus("vacation.wrong_status", f"Dit kan niet meer: deze vakantie is {_DUTCH[status]}.")


_DUTCH = {VacationStatus.REQUESTED: "aangevraagd", VacationStatus.APPROVED: "goedgekeurd",
          VacationStatus.REFUSED: "geweigerd", VacationStatus.WITHDRAWN: "ingetrokken"}


def hours_debited(period: Period, weekly_hours: Decimal,
                  hours_by_weekday: Sequence[Decimal] | None = None) -> Decimal:
    """Contract hours in the vacation without public holidays (R-164), not reduced by partial recovery (R-165).

    :param hours_by_weekday: hours from Monday to Sunday; by default the weekly hours spread over Monday to Friday
    :returns: hours, to the hundredth
    """
    pattern = hours_by_weekday or [weekly_hours / WORKING_WEEK] * WORKING_WEEK + [Decimal(0)] * 2
    days = (period.start + timedelta(days=n) for n in range(period.days))
    hours = sum((pattern[day.weekday()] for day in days if day not in public_holidays(day.year)), Decimal(0))
    return hours.quantize(HUNDREDTH, ROUND_HALF_UP)
