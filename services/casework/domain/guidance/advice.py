"""Advice and instructions of Perspectief to an employer, with their outcome (R-022, R-052, R-100)."""
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shared.kernel.refusals import Conflict, RuleViolated


class AdviceKind(StrEnum):
    """Kinds of advice."""

    GENERAL = "GENERAL"
    SANCTION_ADVISED = "SANCTION_ADVISED"
    EXPERT_OPINION_ADVICE = "EXPERT_OPINION_ADVICE"
    FOLLOW_EX_EMPLOYEE = "FOLLOW_EX_EMPLOYEE"


class Outcome(StrEnum):
    """Outcomes of an advice."""

    OPEN = "OPEN"
    FOLLOWED = "FOLLOWED"
    NOT_FOLLOWED = "NOT_FOLLOWED"


BINDING = frozenset({AdviceKind.GENERAL, AdviceKind.SANCTION_ADVISED})
"""The others are suggestions: leaving them undone costs no guarantee (R-126, R-159)."""


class AdviceOutcomeRequired(RuleViolated):
    """The outcome is missing, or the reason for not following the advice."""


class AdviceAlreadyClosed(Conflict):
    """The advice already has its outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One advice.

    :ivar reason_code: why it was not followed; a code, never free text (§7.3)
    :ivar reason_accepted: whether Perspectief accepts the reason
    """

    advice_id: str
    due_on: date
    kind: AdviceKind = AdviceKind.GENERAL
    outcome: Outcome = Outcome.OPEN
    reason_code: str | None = None
    reason_accepted: bool = False

    def is_breach(self, today: date) -> bool:
        """Whether it counts against the guarantee (R-052)."""
        if self.kind not in BINDING:
            return False
        if self.outcome is Outcome.OPEN:
            return today > self.due_on
        return self.outcome is Outcome.NOT_FOLLOWED and not self.reason_accepted

    @property
    def risks_wage_sanction(self) -> bool:
        """Whether an advised sanction was not imposed (R-100)."""
        return self.kind is AdviceKind.SANCTION_ADVISED and self.outcome is Outcome.NOT_FOLLOWED


def close_advice(advice: Advice, *, outcome: Outcome | None, reason_code: str | None = None,
                 reason_accepted: bool = False) -> Advice:
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
    return replace(advice, outcome=outcome, reason_code=reason_code, reason_accepted=reason_accepted)
