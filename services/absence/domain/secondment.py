"""The partial recovery that belongs to a secondment: casework prepares it, the employer reports it (R-124)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.absence.domain.recovery import HUNDRED, Recovery
from shared.kernel.refusals import RuleViolated
from shared.kernel.vocabulary import RecoveryBasis

TOLERANCE_POINTS = Decimal(1)


class RecoveryDiffers(RuleViolated):
    """The report is not the partial recovery of the secondment."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The partial recovery that the employer has to report for a placement.

    :ivar recovered_pct: 0 to 100, two decimals
    """

    placement_id: str
    effective_on: date
    recovered_pct: Decimal


def confirmed_by(found: Recovery, waiting: Iterable[Prepared]) -> Prepared | None:
    """The prepared recovery that a report confirms: the same date, and the percentage within one point; None if none is waiting.

    A wage value is compared whatever its date, and other recoveries on the date of a secondment. A relapse is not.

    :param waiting: those that no other report of the absence confirms
    :raises RecoveryDiffers: ``secondment.not_recovered``, ``secondment.mutation_mismatch``
    """
    prepared = sorted(waiting, key=lambda one: (one.effective_on != found.effective_on, one.effective_on))
    if not prepared or found.is_relapse:
        return None
    own = prepared[0]
    is_same_day = own.effective_on == found.effective_on
    if found.basis is not RecoveryBasis.WAGE_VALUE and not is_same_day:
        return None
    if found.closes or (found.recovered_pct == HUNDRED and own.recovered_pct < HUNDRED):
        raise RecoveryDiffers("secondment.not_recovered", "Uw werknemer is gedetacheerd: dat is geen volledig herstel voor het "
                                                          "eigen werk. Meld de loonwaarde van de detachering.", field="kind")
    if not is_same_day or abs(found.recovered_pct - own.recovered_pct) > TOLERANCE_POINTS:
        raise RecoveryDiffers(
            "secondment.mutation_mismatch",
            f"De detachering gaat in op {own.effective_on:%d-%m-%Y} met {str(own.recovered_pct).replace('.', ',')} % herstel. "
            "Meld dezelfde dag en hetzelfde percentage.", field=_wrong_field(found, is_same_day=is_same_day))
    return own


def _wrong_field(found: Recovery, *, is_same_day: bool) -> str:
    if not is_same_day:
        return "effective_on"
    return "wage_value_month" if found.basis is RecoveryBasis.WAGE_VALUE else "recovered_pct"
