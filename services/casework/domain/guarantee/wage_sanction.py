"""UWV's wage sanction: its duration, and the terms for reporting and objecting (R-047, domain.md §2.4)."""
from dataclasses import dataclass
from datetime import date, timedelta

from shared.kernel.calendar import add_working_days
from shared.kernel.refusals import RuleViolated
from shared.kernel.sickness import CompositeCase
from shared.law import law
from shared.law.sickness import end_of_wage
from shared.law.terms import end_of_term
from shared.law.wage_sanction import sanction_end, sanction_start

REPORT_WORKING_DAYS = 5


class WageSanctionInFuture(RuleViolated):
    """The receipt of the decision is after today."""


class WageSanctionReceivedTooEarly(RuleViolated):
    """The receipt of the decision is before its date."""


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

    def was_sent_in_time(self, case: CompositeCase) -> bool:
        """Whether UWV decided at the latest on D(728); a later sanction is void (CRvB 12-12-2018)."""
        return self.decision_on <= end_of_wage(case)


def _max_weeks(first_sick_day: date) -> int:
    """The longest sanction in weeks, by the law of the case (WIA 25-9)."""
    return law.on(first_sick_day).wage_sanction_maximum.days // 7


def check_wage_sanction(sanction: WageSanction, *, first_sick_day: date, today: date) -> None:
    """Refuse an impossible date or duration.

    :param first_sick_day: first sick day of the case; selects the applicable law
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
    most = _max_weeks(first_sick_day)
    if not 1 <= sanction.weeks <= most:
        raise WageSanctionTooLong(
            "wage_sanction.weeks", f"Een loonsanctie duurt minstens 1 en hoogstens {most} weken.", field="weeks")
