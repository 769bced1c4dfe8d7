"""Advice and instructions of Perspectief to an employer, with their outcome (R-022, R-052, R-100)."""
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shared.kernel.refusals import Conflict, RuleViolated


class AdviceKind(StrEnum):
    """Kinds of advice."""

    GENERAL = "GENERAL"
    INTERVENTION = "INTERVENTION"
    WORK_ADJUSTMENT = "WORK_ADJUSTMENT"
    MEDIATION = "MEDIATION"
    SECOND_TRACK = "SECOND_TRACK"
    SANCTION_ADVISED = "SANCTION_ADVISED"
    EXPERT_OPINION_ADVICE = "EXPERT_OPINION_ADVICE"
    FOLLOW_EX_EMPLOYEE = "FOLLOW_EX_EMPLOYEE"


class Outcome(StrEnum):
    """Outcomes of an advice."""

    OPEN = "OPEN"
    FOLLOWED = "FOLLOWED"
    NOT_FOLLOWED = "NOT_FOLLOWED"


SUGGESTIONS = frozenset({AdviceKind.EXPERT_OPINION_ADVICE, AdviceKind.FOLLOW_EX_EMPLOYEE})
"""Leaving these undone does not affect the guarantee (R-126, R-159)."""


class ReasonNotAsked(Conflict):
    """The advice has no reason to judge."""


class AdviceOutcomeRequired(RuleViolated):
    """The outcome is missing, or the reason for not following the advice."""


class AdviceAlreadyClosed(Conflict):
    """The advice already has its outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One advice.

    :ivar reason_code: why it was not followed; a code, never free text (§7.3)
    :ivar reason_accepted: whether Perspectief accepts the reason; None until it has judged it
    """

    advice_id: str
    due_on: date
    kind: AdviceKind = AdviceKind.GENERAL
    outcome: Outcome = Outcome.OPEN
    reason_code: str | None = None
    reason_accepted: bool | None = None

    def is_late(self, today: date) -> bool:
        """Whether the employer did not answer in time."""
        return self.outcome is Outcome.OPEN and today > self.due_on

    def is_breach(self, today: date) -> bool:
        """Whether it counts against the guarantee (R-052)."""
        if self.kind in SUGGESTIONS:
            return False
        return self.is_late(today) or (self.outcome is Outcome.NOT_FOLLOWED and not self.reason_accepted)

    def can_be_mended(self, today: date) -> bool:
        """Whether it counts against the guarantee, but no longer does after an answer or an accepted reason."""
        return self.is_breach(today) and (self.outcome is Outcome.OPEN or self.reason_accepted is None)

    def risks_wage_sanction(self, today: date, *, imposed: bool) -> bool:
        """Whether an advised sanction was not imposed, so that UWV may impose one on the employer (R-100).

        :param imposed: whether a sanction was imposed since the advice
        """
        undone = self.outcome is Outcome.NOT_FOLLOWED or self.is_late(today)
        return self.kind is AdviceKind.SANCTION_ADVISED and undone and not imposed


def close_advice(advice: Advice, *, outcome: Outcome | None, reason_code: str | None = None,
                 reason_accepted: bool | None = None) -> Advice:
    """Close the advice with its outcome (R-022).

    :raises AdviceAlreadyClosed: if it has one
    :raises AdviceOutcomeRequired: without an outcome, or not followed without a reason
    """
    if advice.outcome is not Outcome.OPEN:
        raise AdviceAlreadyClosed("advice.already_closed", "Dit advies is al afgehandeld.")
    if outcome in (None, Outcome.OPEN):
        raise AdviceOutcomeRequired("advice.outcome_required", "Geef aan of het advies is opgevolgd.", field="outcome")
    if outcome is Outcome.NOT_FOLLOWED and not reason_code:
        raise AdviceOutcomeRequired(
            "advice.reason_required", "Kies waarom het advies niet is opgevolgd.", field="reason_code")
    if outcome is Outcome.FOLLOWED:
        reason_code = reason_accepted = None
    return replace(advice, outcome=outcome, reason_code=reason_code, reason_accepted=reason_accepted)


def judge_reason(advice: Advice, *, accepted: bool) -> Advice:
    """Accept or refuse the employer's reason for not following the advice (R-052).

    :raises ReasonNotAsked: unless the advice was not followed
    """
    if advice.outcome is not Outcome.NOT_FOLLOWED:
        raise ReasonNotAsked("advice.no_reason", "Bij dit advies staat geen reden om te beoordelen.")
    return replace(advice, reason_accepted=accepted)
