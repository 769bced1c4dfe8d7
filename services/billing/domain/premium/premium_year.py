"""The states of the premium of one policy year (domain.md §10.4).

The definitive premium needs the January data or, after the deadline, an estimate (R-018).
"""
from enum import StrEnum

from shared.kernel.refusals import Conflict


class PremiumYearState(StrEnum):
    """The states of a policy year's premium."""

    PROVISIONAL = "PROVISIONAL"
    AWAITING_DATA = "AWAITING_DATA"
    ESTIMATED = "ESTIMATED"
    DEFINITIVE = "DEFINITIVE"
    SETTLED = "SETTLED"


class WrongPremiumYearStep(Conflict):
    """The premium year cannot go from its present state to that one."""


STEPS = {
    PremiumYearState.PROVISIONAL: {PremiumYearState.AWAITING_DATA},
    PremiumYearState.AWAITING_DATA: {PremiumYearState.ESTIMATED, PremiumYearState.DEFINITIVE},
    PremiumYearState.ESTIMATED: {PremiumYearState.DEFINITIVE},
    PremiumYearState.DEFINITIVE: {PremiumYearState.SETTLED},
    PremiumYearState.SETTLED: set[PremiumYearState](),
}
REASONS = {
    PremiumYearState.AWAITING_DATA: "De gegevens over dit jaar zijn al opgevraagd.",
    PremiumYearState.ESTIMATED: "Een schatting kan alleen zolang de gegevens over dit jaar ontbreken.",
    PremiumYearState.DEFINITIVE: "De definitieve premie volgt één keer: als de gegevens over dit jaar er zijn of zijn geschat.",
    PremiumYearState.SETTLED: "Er is nog geen definitieve premie of de premie is al verrekend.",
    PremiumYearState.PROVISIONAL: "De voorlopige premie over dit jaar staat al vast.",
}


def advance(present: PremiumYearState, to: PremiumYearState) -> PremiumYearState:
    """The new state.

    :raises WrongPremiumYearStep: if the transition is not allowed
    """
    if to not in STEPS[present]:
        raise WrongPremiumYearStep("premium_year.wrong_step", REASONS[to])
    return to
