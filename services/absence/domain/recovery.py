"""Full and partial recoveries of an employee (R-009, R-010, R-011; domain.md §3.4)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis

HUNDRED = Decimal(100)
CAN_RECOVER = (AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED, AbsenceStatus.TERM_REACHED)


class AbsenceNotOpen(Conflict):
    """The absence has ended and accepts no more reports."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """A recovery to record.

    :ivar recovered_pct: 0 to 100, two decimals
    :ivar closes: whether the absence ends on the effective date
    """

    effective_on: date
    recovered_pct: Decimal
    basis: RecoveryBasis | None
    closes: bool


def check_open(status: AbsenceStatus) -> None:
    """Check that the absence is open (R-009)."""
    if status not in CAN_RECOVER:
        raise AbsenceNotOpen("absence.not_open", "Dit verzuim is al gesloten. Corrigeer de melding als er iets niet klopt.")


def full(first_fit_day: date, *, first_sick_day: date, mutations: Sequence[date]) -> Recovery:
    """A full recovery from `first_fit_day`, the first calendar day on which the agreed work can be done in full (R-010).

    :param mutations: effective dates of the partial recoveries recorded so far
    """
    if first_fit_day <= first_sick_day:
        raise RuleViolated("recovery.before_sick_day", "De eerste dag hersteld ligt na de eerste ziektedag.",
                           field="first_fit_day")
    _check_order(first_fit_day, mutations, correction=False, field="first_fit_day")
    return Recovery(first_fit_day, HUNDRED, None, closes=True)


def partial(effective_on: date, *, basis: RecoveryBasis, recovered_pct: Decimal | None, first_sick_day: date,
            wage_value_month: Decimal | None = None, contract_wage_month: Decimal | None = None,
            mutations: Sequence[date] = (), correction: bool = False) -> Recovery:
    """A partial recovery from a date.

    OWN_WORK_HOURS of 100 % closes the absence; a full wage value in other work does not, because the agreed work is
    not done (§3.4). Therapy counts as 0 %.

    :param correction: whether the date may be on or before that of a recorded mutation
    """
    if effective_on < first_sick_day:
        raise RuleViolated("recovery.before_sick_day", "Het herstel kan niet voor de eerste ziektedag ingaan.",
                           field="effective_on")
    _check_order(effective_on, mutations, correction=correction, field="effective_on")
    pct = _recovered_pct(basis, recovered_pct, wage_value_month, contract_wage_month)
    closes = basis is RecoveryBasis.OWN_WORK_HOURS and pct == HUNDRED
    if closes and effective_on <= first_sick_day:
        raise RuleViolated("recovery.before_sick_day", "De eerste dag hersteld ligt na de eerste ziektedag.",
                           field="effective_on")
    return Recovery(effective_on, pct, basis, closes=closes)


def _recovered_pct(basis: RecoveryBasis, pct: Decimal | None, wage_value: Decimal | None,
                   contract_wage: Decimal | None) -> Decimal:
    if basis is RecoveryBasis.THERAPY:
        return Decimal("0.00")
    if basis is RecoveryBasis.WAGE_VALUE:
        return wage_value_pct(wage_value, contract_wage)
    if pct is None or not 0 < pct <= HUNDRED:
        raise RuleViolated("recovery.percentage_invalid", "Geef een percentage boven 0 en tot en met 100.",
                           field="recovered_pct")
    return pct.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def wage_value_pct(wage_value: Decimal | None, contract_wage: Decimal | None) -> Decimal:
    """Recovery percentage by wage value, at most 100, with two decimals (R-011)."""
    if wage_value is None or wage_value <= 0:
        raise RuleViolated("wage_value.required", "Geef de loonwaarde per maand van het andere werk.",
                           field="wage_value_month")
    if contract_wage is None or contract_wage <= 0:
        raise RuleViolated("wage_value.contract_wage_required", "Geef het loon per maand volgens het contract.",
                           field="contract_wage_month")
    return min(HUNDRED, (wage_value / contract_wage * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _check_order(day: date, mutations: Sequence[date], *, correction: bool, field: str) -> None:
    if not correction and any(day <= other for other in mutations):
        raise Conflict("mutation.out_of_order", "Er is al een latere wijziging vastgelegd. Meld dit als correctie.",
                       field=field)
