"""The conditions of a sick report (R-003, R-005, R-007, R-140)."""
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.sickness import Spell
from shared.kernel.vocabulary import ContestReason, ThirdParty

MAX_BACKDATE_DAYS = 365
"""How far back a first sick day may lie [assumption; domain.md §13 intake.max_backdate_days]."""


MOST_AHEAD = timedelta(minutes=5)
"""How far the clocks of two machines may differ."""


class NotInService(RuleViolated):
    """The employee was not employed on the first sick day."""


class AlreadyOpen(Conflict):
    """There is an open report for this employment (B-28)."""


class Overlaps(Conflict):
    """Another absence already covers the first sick day, or a later one exists."""


def check_data_confirmed(data_checked: bool, *, data_dispute: bool = False) -> None:
    """Check that the employer confirmed the employee's data, as required at every report and mutation (R-007, R-016).

    :param data_dispute: who may not correct the data says instead that they are not right
    """
    if data_checked and data_dispute:
        raise RuleViolated("employee_data.contradiction", "De gegevens kloppen, of ze kloppen niet. Kies een van beide.",
                           field="data_dispute")
    if not data_checked and not data_dispute:
        raise RuleViolated("employee_data.not_confirmed",
                           "Controleer de gegevens van de werknemer en bevestig dat ze kloppen.", field="data_checked")


def check_contest(*, contested: bool, reason: ContestReason | None, labour_conflict: bool) -> None:
    """Check that an employer who does not accept a report says why, unless it is a labour conflict (R-089)."""
    if contested and reason is None and not labour_conflict:
        raise RuleViolated("contested.reason_required", "Kies waarom u het niet eens bent met de ziekmelding.",
                           field="contested_reason")
    if reason is not None and not contested:
        raise RuleViolated("contested.reason_unneeded", "Kies alleen een reden als u het niet eens bent met de ziekmelding.",
                           field="contested_reason")


def answered(third_party: ThirdParty | None) -> ThirdParty:
    """Check that the report says whether a third party may be liable; "unknown" is accepted (R-140)."""
    if third_party is None:
        raise RuleViolated("third_party.answer_required",
                           "Geef aan of een ander mogelijk aansprakelijk is: ja, nee of onbekend.", field="third_party")
    return third_party


def check_first_sick_day(day: date, *, today: date, reported_on: date | None = None) -> None:
    """Check that the day is not in the future and not too long ago (R-005).

    :param reported_on: day of the report that is corrected, from which is counted how long ago the first sick day was
    """
    if day > today:
        raise RuleViolated("sick_report.future_date", "De eerste ziektedag kan niet in de toekomst liggen.",
                           field="first_sick_day")
    if ((reported_on or today) - day).days > MAX_BACKDATE_DAYS:
        raise RuleViolated("sick_report.too_long_ago",
                           f"De eerste ziektedag ligt meer dan {MAX_BACKDATE_DAYS} dagen terug. Bel Team Inkomen.",
                           field="first_sick_day")


def check_in_service(day: date, *, employed_from: date, employed_until: date | None) -> None:
    """Check that the employee is in service on the first sick day (R-003)."""
    if day < employed_from or (employed_until is not None and day > employed_until):
        raise NotInService("employee.not_in_service",
                           "De werknemer was op de eerste ziektedag niet in dienst. Controleer de datum.",
                           field="first_sick_day")


def check_free(day: date, others: Iterable[Spell], *, open_number: str | None) -> None:
    """Check that there is no open report and no other absence on or after the first sick day.

    :param others: the employee's other absences that were not withdrawn
    :param open_number: number of an open absence, if there is one
    """
    if open_number is not None:
        raise AlreadyOpen("absence.already_open",
                          f"Deze werknemer is al ziek gemeld onder nummer {open_number}. Pas die melding aan.")
    for spell in others:
        if spell.first_sick_day >= day or spell.recovered_on is None or day < spell.recovered_on:
            raise Overlaps("absence.overlaps", "In deze periode staat al een ander verzuim. Corrigeer eerst die melding.",
                           field="first_sick_day")


def check_apart(spell: Spell, others: Iterable[Spell]) -> None:
    """Check that an absence with changed dates overlaps no other.

    :param others: the employee's other absences that were not withdrawn
    """
    for other in others:
        earlier, later = sorted((spell, other), key=lambda each: each.first_sick_day)
        if earlier.recovered_on is None or earlier.recovered_on > later.first_sick_day:
            raise Overlaps("absence.overlaps", "In deze periode staat al een ander verzuim. Corrigeer eerst die melding.")


def received_at(handed_in: datetime | None, *, now: datetime) -> datetime:
    """When a report was received: by the portal, if that kept it until absence answered again, otherwise now.

    :param handed_in: when the portal took it; None if it passed it on at once
    :raises RuleViolated: if that is ahead
    """
    if handed_in is None:
        return now
    if handed_in > now + MOST_AHEAD:
        raise RuleViolated("sick_report.received_at", "Het tijdstip van ontvangst kan niet kloppen.")
    return min(handed_in, now)


def days_late(first_sick_day: date, reported_on: date) -> int:
    """Calendar days from the first sick day to the report; 0 is on time (R-005)."""
    return max(0, (reported_on - first_sick_day).days)
