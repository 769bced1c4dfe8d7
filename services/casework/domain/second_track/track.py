"""The course of a second track: start, contacts, progress reports, warnings and end (R-113…R-118, R-125)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.casework.domain.second_track.placement import Placement
from shared.kernel.calendar import add_months
from shared.kernel.refusals import Conflict, NotFound, RuleViolated
from shared.kernel.sickness import CompositeCase

SIX_WEEKS = timedelta(weeks=6)
ORIENTATION_MONTHS = 3


class TrackStatus(StrEnum):
    """Status of a second track."""

    RUNNING = "RUNNING"
    CLOSED = "CLOSED"


class WorkKind(StrEnum):
    """Same or other work with the other employer (R-113)."""

    SAME = "SAME"
    OTHER = "OTHER"


class ResponsibleParty(StrEnum):
    """Who is responsible for the track: always the employer, also when a firm carries it out (R-116)."""

    EMPLOYER = "EMPLOYER"


class ClosingReason(StrEnum):
    """Why a track ends."""

    PLACED = "PLACED"
    RECOVERED = "RECOVERED"
    OTHER = "OTHER"


class TrackWarning(StrEnum):
    """What can make a track inadequate."""

    ORIENTATION_ONLY = "ORIENTATION_ONLY"
    EMPLOYMENT_ENDS = "EMPLOYMENT_ENDS"


class Reminder(StrEnum):
    """What should have been done by now."""

    CONTACT_OVERDUE = "CONTACT_OVERDUE"
    REPORT_OVERDUE = "REPORT_OVERDUE"
    RECOVERY_UNCONFIRMED = "RECOVERY_UNCONFIRMED"


class TrackRefused(RuleViolated):
    """A day of the track does not fit the case or the track."""


class TrackInWrongState(Conflict):
    """The step is not allowed in the present state of the track or of the case."""


class TrackMustContinue(Conflict):
    """No placement is durable or meant to be taken over (R-125)."""


class TrackNotFound(NotFound):
    """The dossier has no such track, or the track no such placement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The state of a second track.

    :ivar contacts: the days of contact between employer and employee
    :ivar reports: the days of the progress reports
    :ivar applications: in all reports together
    """

    started_on: date
    status: TrackStatus = TrackStatus.RUNNING
    contacts: Sequence[date] = ()
    reports: Sequence[date] = ()
    applications: int = 0
    placements: Sequence[Placement] = ()

    @property
    def contact_due_on(self) -> date:
        """The last day of the employer's next contact (R-114)."""
        return max((self.started_on, *self.contacts)) + SIX_WEEKS

    @property
    def report_due_on(self) -> date:
        """The last day of the next progress report (R-117)."""
        return max((self.started_on, *self.reports)) + SIX_WEEKS

    def warnings(self, today: date, *, end_of_service: date | None = None) -> tuple[TrackWarning, ...]:
        """What makes a running track inadequate: only orientation for more than three months (R-118), or an employment that ends
        during a placement (R-122)."""
        if self.status is TrackStatus.CLOSED:
            return ()
        found = {
            TrackWarning.ORIENTATION_ONLY:
                self.applications == 0 and today > add_months(self.started_on, ORIENTATION_MONTHS),
            TrackWarning.EMPLOYMENT_ENDS: end_of_service is not None and any(
                placement.start <= end_of_service < placement.end for placement in self.placements)}
        return tuple(warning for warning, applies in found.items() if applies)

    def reminders(self, today: date) -> tuple[Reminder, ...]:
        """What should have been done by now: contact (R-114) and report (R-117) in a running track, and the partial recovery of a
        placement (E28)."""
        is_running = self.status is TrackStatus.RUNNING
        found = {
            Reminder.CONTACT_OVERDUE: is_running and today > self.contact_due_on,
            Reminder.REPORT_OVERDUE: is_running and today > self.report_due_on,
            Reminder.RECOVERY_UNCONFIRMED: any(placement.is_unconfirmed(today) for placement in self.placements)}
        return tuple(reminder for reminder, applies in found.items() if applies)


def check_start(started_on: date, case: CompositeCase, *, is_closed: bool, is_running: bool, today: date) -> None:
    """Refuse a track outside the case, in a closed dossier, or beside another one.

    :raises TrackInWrongState: ``second_track.case_closed``, ``second_track.already_running``
    :raises TrackRefused: ``second_track.outside_case``, ``second_track.in_future``
    """
    if is_closed:
        raise TrackInWrongState("second_track.case_closed", "Dit dossier is gesloten. Er kan geen traject meer beginnen.")
    if is_running:
        raise TrackInWrongState("second_track.already_running", "Er loopt al een tweede spoor in dit dossier.")
    if started_on < case.first_sick_day:
        raise TrackRefused("second_track.outside_case", "Het traject begint op of na de eerste ziektedag.", field="started_on")
    check_not_ahead(started_on, today, field="started_on")


def check_not_ahead(day: date, today: date, *, field: str) -> None:
    """Refuse a day that has not come.

    :raises TrackRefused: ``second_track.in_future``
    """
    if day > today:
        raise TrackRefused("second_track.in_future", "Leg vast wat gebeurd is: deze dag moet nog komen.", field=field)


def check_entry(track: Track, on: date, known: Sequence[date], *, today: date, field: str) -> None:
    """Refuse a contact or report outside the running track, or a second one of a day.

    :raises TrackInWrongState: ``second_track.closed``, ``second_track.already_recorded``
    :raises TrackRefused: ``second_track.before_start``, ``second_track.in_future``
    """
    check_running(track)
    if on < track.started_on:
        raise TrackRefused("second_track.before_start", "Deze dag ligt vóór de start van het traject.", field=field)
    check_not_ahead(on, today, field=field)
    if on in known:
        raise TrackInWrongState("second_track.already_recorded", "Dit is op deze dag al vastgelegd.")


def check_running(track: Track) -> None:
    """Refuse a change of a closed track.

    :raises TrackInWrongState: ``second_track.closed``
    """
    if track.status is TrackStatus.CLOSED:
        raise TrackInWrongState("second_track.closed", "Dit traject is al afgesloten.")


def check_closing(track: Track, reason: ClosingReason, *, has_recovered: bool) -> None:
    """Refuse to close a track early: on a placement it must be durable or meant to be taken over (R-125).

    :raises TrackInWrongState: ``second_track.closed``, ``second_track.not_recovered``
    :raises TrackMustContinue: ``second_track.must_continue``
    """
    check_running(track)
    if reason is ClosingReason.PLACED and not any(placement.ends_track for placement in track.placements):
        raise TrackMustContinue("second_track.must_continue", "Zonder duurzame plaatsing of overname gaat het traject door.")
    if reason is ClosingReason.RECOVERED and not has_recovered:
        raise TrackInWrongState("second_track.not_recovered", "De werknemer is niet hersteld gemeld.")
