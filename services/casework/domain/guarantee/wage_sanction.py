"""UWV's wage sanction: its duration, and the terms for reporting and objecting (R-047, domain.md §2.4)."""
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.calendar import add_working_days
from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.sickness import CompositeCase
from shared.law import law
from shared.law.sickness import end_of_wage
from shared.law.terms import end_of_term
from shared.law.wage_sanction import sanction_end, sanction_start

REPORT_WORKING_DAYS = 5
EARLIEST_DECISION_INDEX = 603
"""UWV decides about the re-integration report, which is not made before week 87 (domain.md §15.10)."""


class WageSanctionKind(StrEnum):
    """Why UWV imposed it: the report was incomplete or late, or the efforts were too little (§2.4)."""

    ADMINISTRATIVE = "ADMINISTRATIVE"
    SUBSTANTIVE = "SUBSTANTIVE"


class WageSanctionInFuture(RuleViolated):
    """The receipt of the decision is after today."""


class WageSanctionReceivedTooEarly(RuleViolated):
    """The receipt of the decision is before its date."""


class WageSanctionImplausible(RuleViolated):
    """UWV cannot have decided on that day of the case (§15.10)."""


class WageSanctionCannotBeShortened(RuleViolated):
    """The new last day is not within the sanction (WIA art. 25 lid 14)."""


class WageSanctionWithdrawn(Conflict):
    """The report of the wage sanction was taken back."""


class WageSanctionTooLong(RuleViolated):
    """The sanction is shorter than a week or longer than the law allows (WIA art. 25 lid 9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WageSanction:
    """A decision of UWV that prolongs the wage obligation beyond 104 weeks.

    :ivar reported_on: when the employer reported it to Perspectief, or None
    :ivar ends_on: last day after a shortening by UWV, or None
    """

    decision_on: date
    received_on: date
    weeks: int
    reported_on: date | None = None
    ends_on: date | None = None

    @property
    def report_due_on(self) -> date:
        """Five working days after receipt (R-047)."""
        return add_working_days(self.received_on, REPORT_WORKING_DAYS)

    @property
    def objection_due_on(self) -> date:
        """Six weeks from the day after the decision; a last day on a weekend or holiday moves (Awb 6:7, 6:8, ATW 1-1)."""
        last = self.decision_on + law.on(self.decision_on).objection_term
        return end_of_term(self.decision_on + timedelta(days=1), last)

    def start_on(self, case: CompositeCase) -> date:
        """First day: the day after D(728), or after maternity leave that includes that day."""
        return sanction_start(end_of_wage(case), case.maternity_leaves, first_sick_day=case.first_sick_day)

    def end_on(self, case: CompositeCase) -> date:
        """Last day: its weeks from its start, maternity leave not counted, or earlier if it was shortened."""
        weeks = min(self.weeks, _max_weeks(case.first_sick_day))
        full = sanction_end(self.start_on(case), weeks, case.maternity_leaves, first_sick_day=case.first_sick_day)
        return min(full, self.ends_on) if self.ends_on else full

    def is_plausible(self, case: CompositeCase) -> bool:
        """Whether UWV decided from D(603) to D(728) of the case; a later sanction is void (CRvB 12-12-2018)."""
        first = case.day(EARLIEST_DECISION_INDEX)
        return first is not None and first <= self.decision_on <= end_of_wage(case)


def _max_weeks(first_sick_day: date) -> int:
    """The longest sanction in weeks, by the law of the case (WIA 25-9)."""
    return law.on(first_sick_day).wage_sanction_maximum.days // 7


def check_wage_sanction(sanction: WageSanction, *, case: CompositeCase, today: date) -> None:
    """Refuse an impossible date or duration.

    :raises WageSanctionInFuture: received after today
    :raises WageSanctionReceivedTooEarly: received before the decision
    :raises WageSanctionImplausible: decided before D(603), after D(728), or after the end of the case
    :raises WageSanctionTooLong: not 1 to 52 weeks
    """
    if sanction.received_on > today:
        raise WageSanctionInFuture(
            "wage_sanction.future_date", "De ontvangstdatum ligt in de toekomst.", field="received_on")
    if sanction.received_on < sanction.decision_on:
        raise WageSanctionReceivedTooEarly(
            "wage_sanction.received_before_decision",
            "De ontvangstdatum ligt vóór de datum van het besluit.", field="received_on")
    if not sanction.is_plausible(case):
        raise WageSanctionImplausible(
            "wage_sanction.implausible", "UWV kan dit besluit alleen nemen tussen week 87 en week 104 van het verzuim. "
            "Controleer de datum van het besluit en om wie het gaat.", field="decision_on")
    most = _max_weeks(case.first_sick_day)
    if not 1 <= sanction.weeks <= most:
        raise WageSanctionTooLong(
            "wage_sanction.weeks", f"Een loonsanctie duurt minstens 1 en hoogstens {most} weken.", field="weeks")


def check_shortening(sanction: WageSanction, *, case: CompositeCase, ends_on: date) -> None:
    """Refuse a new last day that does not shorten the sanction; the day before its first day ends it whole.

    :raises WageSanctionCannotBeShortened: before it starts, or not before its last day
    """
    start, end = sanction.start_on(case), sanction.end_on(case)
    if not start - timedelta(days=1) <= ends_on < end:
        raise WageSanctionCannotBeShortened(
            "wage_sanction.not_shorter", f"Kies een dag van {start:%d-%m-%Y} tot {end:%d-%m-%Y}.", field="ends_on")
