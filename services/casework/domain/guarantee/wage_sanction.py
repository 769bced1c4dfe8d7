"""UWV's wage sanction: how long it runs and by when the employer reports and objects (R-047, domain.md §2.4)."""
from dataclasses import dataclass
from datetime import date, timedelta

from shared.kernel.calendar import add_working_days
from shared.kernel.refusals import RuleViolated
from shared.kernel.sickness import WEEKS_104, CompositeCase

REPORT_WORKING_DAYS = 5
OBJECTION_DAYS = 42
MAX_WEEKS = 52


class WageSanctionInFuture(RuleViolated):
    """The decision cannot have been received after today."""


class WageSanctionReceivedTooEarly(RuleViolated):
    """The decision cannot have been received before it was taken."""


class WageSanctionTooLong(RuleViolated):
    """A sanction runs one to fifty-two weeks (WIA art. 25 lid 9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WageSanction:
    """A decision of UWV that prolongs the wage obligation beyond 104 weeks.

    :ivar reported_on: when the employer reported it to Perspectief, None while he has not
    :ivar ends_on: last day when UWV shortened it, else None
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
        """Six weeks after the decision (Awb 6:7)."""
        return self.decision_on + timedelta(days=OBJECTION_DAYS)

    def start_on(self, case: CompositeCase) -> date:
        """The day after D(728)."""
        return case.projected_day(WEEKS_104) + timedelta(days=1)

    def end_on(self, case: CompositeCase) -> date:
        """Its last day: D(728) plus its weeks, or earlier when it was shortened."""
        full = case.projected_day(WEEKS_104) + timedelta(weeks=min(self.weeks, MAX_WEEKS))
        return min(full, self.ends_on) if self.ends_on else full

    def was_sent_in_time(self, case: CompositeCase) -> bool:
        """Whether UWV decided on D(728) at the latest; later there is no sanction (CRvB 12-12-2018)."""
        return self.decision_on <= case.projected_day(WEEKS_104)


def check_wage_sanction(sanction: WageSanction, *, today: date) -> None:
    """Refuse dates and a duration that cannot be.

    :raises WageSanctionInFuture: received after today
    :raises WageSanctionReceivedTooEarly: received before the decision
    :raises WageSanctionTooLong: not 1 to 52 weeks
    """
    if sanction.received_on > today:
        raise WageSanctionInFuture(
            "wage_sanction.future_date", "De ontvangstdatum ligt in de toekomst.", field="received_on")
    if sanction.received_on < sanction.decision_on:
        raise WageSanctionReceivedTooEarly(
            "wage_sanction.received_before_decision",
            "De ontvangstdatum ligt vóór de datum van het besluit.", field="received_on")
    if not 1 <= sanction.weeks <= MAX_WEEKS:
        raise WageSanctionTooLong(
            "wage_sanction.weeks", "Een loonsanctie duurt minstens 1 en hoogstens 52 weken.", field="weeks")
