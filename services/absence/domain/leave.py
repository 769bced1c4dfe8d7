"""The days that leave may have: within the employment, not twice, and of a plausible length (Wazo 3:1, 6:2)."""
from collections.abc import Iterable

from shared.kernel.period import Period
from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.vocabulary import LeaveKind
from shared.law import law

LONGEST_OTHER_DAYS = 366
"""Longest parental or unpaid leave [assumption], so that a mistyped year is noticed."""


class LeaveRefused(RuleViolated):
    """The leave cannot be recorded with these days."""


class LeaveOverlaps(Conflict):
    """The employee has other leave on one of the days."""


def check_leave(kind: LeaveKind, leave: Period, *, employed: Period, others: Iterable[Period]) -> None:
    """Check the days of leave.

    :param leave: a closed period
    :param employed: the employment, without end if none is known
    :param others: other leave of the employee that was not withdrawn
    :raises LeaveRefused: ``leave.outside_service`` or ``leave.too_long``
    :raises LeaveOverlaps: ``leave.overlaps``
    """
    last = leave.end or leave.start
    if leave.start not in employed:
        raise LeaveRefused("leave.outside_service", "Het verlof begint buiten het dienstverband.", field="start")
    if last not in employed:
        raise LeaveRefused("leave.outside_service", "Het verlof eindigt na de laatste dag in dienst.", field="end")
    longest = _longest_days(kind, leave)
    if leave.days > longest:
        raise LeaveRefused("leave.too_long", f"Dit verlof duurt hoogstens {longest} dagen. Controleer het jaar.", field="end")
    if any(leave.overlaps(other) for other in others):
        raise LeaveOverlaps("leave.overlaps", "In deze periode staat al ander verlof.", field="start")


def _longest_days(kind: LeaveKind, leave: Period) -> int:
    """Of maternity leave: that for a multiple birth, with the extension for a child in hospital."""
    if kind is not LeaveKind.MATERNITY:
        return LONGEST_OTHER_DAYS
    figures = law.on(leave.start)
    return (figures.multiple_birth_leave + figures.hospital_extension_maximum).days
