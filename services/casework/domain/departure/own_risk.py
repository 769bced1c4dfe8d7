"""Employers who bear the risk of ZW or WGA themselves, and the register of employees who left them sick (R-159, R-160)."""
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.fields.dates import years_after
from shared.kernel.refusals import Conflict, RuleViolated

FIRST_CONTACT = timedelta(weeks=6)
"""After the last day in service, the advice to follow an ex-employee is due [assumption: the rhythm of reviews]."""
ZW_FILE_YEARS, WGA_FILE_YEARS = 5, 10
"""How long an employer who bears the risk keeps the file after the end of service (domain.md §7.6)."""


class Situation(StrEnum):
    """How an ex-employee is, as far as it decides about a benefit; without any cause."""

    SICK = "SICK"
    PARTLY_FIT = "PARTLY_FIT"
    FIT = "FIT"
    WIA = "WIA"


class NotAnOwnRiskBearer(Conflict):
    """The employer bears neither risk, so that it keeps no register."""


class FollowUpRefused(RuleViolated):
    """The dates of the contact are impossible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRisk:
    """Which risks an employer bears himself.

    :ivar zw: sickness benefits of ex-employees (Ziektewet)
    :ivar wga: WGA benefits after 104 weeks
    """

    zw: bool = False
    wga: bool = False

    @property
    def is_borne(self) -> bool:
        """Whether there is a reason to follow ex-employees."""
        return self.zw or self.wga

    def keep_until(self, last_day: date) -> date:
        """The last day on which the employer may keep the file of an ex-employee."""
        years = WGA_FILE_YEARS if self.wga else ZW_FILE_YEARS
        return years_after(last_day, years)


def check_follow_up(*, own_risk: OwnRisk, last_day: date, followed_on: date, next_on: date | None, today: date) -> None:
    """Check a contact with an ex-employee.

    :param last_day: in service
    :raises NotAnOwnRiskBearer: ``own_risk.not_borne``
    :raises FollowUpRefused: ``follow_up.outside``, ``follow_up.in_future`` or ``follow_up.next_too_early``
    """
    if not own_risk.is_borne:
        raise NotAnOwnRiskBearer("own_risk.not_borne", "Geef eerst aan dat u eigenrisicodrager bent.")
    if followed_on <= last_day:
        raise FollowUpRefused("follow_up.outside", "Het contact is na de laatste dag in dienst.", field="followed_on")
    if followed_on > today:
        raise FollowUpRefused("follow_up.in_future", "Leg een contact vast als het is geweest.", field="followed_on")
    if next_on is not None and next_on <= followed_on:
        raise FollowUpRefused("follow_up.next_too_early", "Het volgende contact is na dit contact.", field="next_on")
