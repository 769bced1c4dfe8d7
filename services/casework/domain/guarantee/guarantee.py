"""Assessment of the conditions of the gatekeeper guarantee (R-047…R-053).

Every condition is assessed separately with its evidence; one failing condition leads to rejection. Claims calculates
the amount.
"""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.guidance.advice import Advice
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase
from shared.law.sickness import end_of_wage


class ConditionCode(StrEnum):
    """The conditions of the guarantee."""

    TIMELY = "TIMELY"
    FROM_FIRST_DAY = "FROM_FIRST_DAY"
    UNINTERRUPTED = "UNINTERRUPTED"
    ADVICES_FOLLOWED = "ADVICES_FOLLOWED"
    CONTRACT_TERMS = "CONTRACT_TERMS"


class Decision(StrEnum):
    """The result of an assessment; ASSESSING until Perspectief has judged the contract terms."""

    ASSESSING = "ASSESSING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    :ivar holds: None until a person has judged it
    :ivar evidence: dates and identifiers that support the result
    """

    code: ConditionCode
    holds: bool | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """All conditions of one wage sanction."""

    conditions: tuple[Condition, ...]

    @property
    def decision(self) -> Decision:
        """Rejected if any condition fails, approved if all hold."""
        if any(condition.holds is False for condition in self.conditions):
            return Decision.REJECTED
        return Decision.APPROVED if all(condition.holds for condition in self.conditions) else Decision.ASSESSING

    @property
    def failing(self) -> tuple[ConditionCode, ...]:
        """The conditions that do not hold, which an employer receives with a rejection."""
        return tuple(condition.code for condition in self.conditions if condition.holds is False)


def assess_guarantee(case: CompositeCase, sanction: WageSanction, *, guidance: Sequence[Period],
                     advices: Sequence[Advice], contract_terms_met: bool | None, today: date) -> Assessment:
    """Assess every condition of the guarantee for a reported wage sanction (R-049).

    :param guidance: periods in which Perspectief guided the employer's absence
    :param contract_terms_met: Perspectief's own judgement, or None (R-053)
    """
    return Assessment((
        _timely(sanction, today),
        _from_first_day(case, guidance),
        _uninterrupted(case, guidance),
        _advices_followed(advices, today),
        Condition(ConditionCode.CONTRACT_TERMS, contract_terms_met,
                  "not judged yet" if contract_terms_met is None else "judged by Perspectief"),
    ))


def _timely(sanction: WageSanction, today: date) -> Condition:
    """Reported within five working days of receipt (R-047)."""
    reported = sanction.reported_on
    return Condition(ConditionCode.TIMELY, (reported or today) <= sanction.report_due_on,
                     f"received {sanction.received_on}, due {sanction.report_due_on}, reported {reported or 'not yet'}")


def _from_first_day(case: CompositeCase, guidance: Sequence[Period]) -> Condition:
    """Guidance had begun on the first sick day (R-050)."""
    first, began = case.first_sick_day, min((period.start for period in guidance), default=None)
    return Condition(ConditionCode.FROM_FIRST_DAY, began is not None and began <= first,
                     f"first sick day {first}, guidance from {began or 'never'}")


def _uninterrupted(case: CompositeCase, guidance: Sequence[Period]) -> Condition:
    """Guidance on every day from the first sick day to D(728) (R-051)."""
    gap = first_gap(case.first_sick_day, end_of_wage(case), guidance)
    return Condition(ConditionCode.UNINTERRUPTED, gap is None,
                     f"no guidance on {gap}" if gap else "guidance on every day of the term")


def first_gap(first: date, last: date, periods: Sequence[Period]) -> date | None:
    """The first day from first to last outside all periods, or None."""
    day = first
    for period in sorted(periods, key=lambda p: p.start):
        if period.start > day:
            break
        if period.end is None or period.end >= last:
            return None
        day = max(day, period.end + timedelta(days=1))
    return day if day <= last else None


def _advices_followed(advices: Sequence[Advice], today: date) -> Condition:
    """Every advice was followed or has an accepted reason, and none is open past its due date (R-052)."""
    breaches = [advice.advice_id for advice in advices if advice.is_breach(today)]
    evidence = f"not followed: {', '.join(breaches)}" if breaches else f"{len(advices)} advices, none left undone"
    return Condition(ConditionCode.ADVICES_FOLLOWED, not breaches, evidence)
