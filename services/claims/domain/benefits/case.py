"""The input of the benefit calculation: the facts of one composite case (domain.md §3.3)."""
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from services.claims.domain.benefits.policy import PolicyTerms
from services.claims.domain.benefits.sanction import Sanction
from shared.kernel.percentage import HUNDREDTH
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class WageSegment:
    """The annual wage in euros, valid from a date; for part-time work the actual wage."""

    valid_from: date
    annual_wage: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """A period of leave, both ends included."""

    kind: LeaveKind
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialRecovery:
    """The recovery from its effective date until the next one of the same absence.

    :ivar recovered_pct: 0 to 100; ignored if both wages are given, because the wage value then determines it
    :ivar absence_number: the absence it belongs to; None means the last one begun by the effective date
    :ivar contract_wage_differs: whether the contract wage is far from the wage on record (§15.7)
    """

    effective_on: date
    basis: RecoveryBasis = RecoveryBasis.OWN_WORK_HOURS
    recovered_pct: Decimal = Decimal(0)
    wage_value_month: Decimal | None = None
    contract_wage_month: Decimal | None = None
    absence_number: str | None = None
    contract_wage_differs: bool = False

    @property
    def recovered(self) -> Decimal:
        """The recovery in percent with two decimals, at most 100; 0 for therapy."""
        if self.basis is RecoveryBasis.THERAPY:
            return Decimal(0)
        if self.basis is RecoveryBasis.WAGE_VALUE and self.wage_value_month is not None and self.contract_wage_month:
            return recovered_by_wage_value(self.wage_value_month, self.contract_wage_month)
        return min(HUNDRED, self.recovered_pct)


def recovered_by_wage_value(wage_value_month: Decimal, contract_wage_month: Decimal) -> Decimal:
    """The recovery in percent that follows from a wage value, at most 100.

    Two decimals of a percent are the four decimals of the fraction in §3.4.
    """
    pct = wage_value_month / contract_wage_month * HUNDRED
    return min(HUNDRED, pct.quantize(HUNDREDTH, rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyNetBenefit:
    """Benefit under the Sickness Benefits Act in euros per benefit day, valid from a date within one absence.

    :ivar absence_number: the absence it belongs to; None means the last one begun by the date
    """

    valid_from: date
    daily_amount: Decimal
    absence_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseInput:
    """One composite case with all facts that affect its benefit.

    :ivar composite: the spells and the maternity leave that interrupts them
    :ivar terms: every version of the policy's terms
    :ivar cover: the period in which the policy is in force
    :ivar suspensions: periods in which its cover was suspended for unpaid premium
    :ivar wages: the employee's wage history
    :ivar birth_date: None disables the end age
    :ivar reported_on: day on which the first absence of the case was reported; None means on time
    :ivar safety_net: whether a safety-net provision applies; its ground is not known here (§7)
    :ivar end_of_service: last day of employment
    """

    composite: CompositeCase
    terms: tuple[PolicyTerms, ...]
    wages: tuple[WageSegment, ...]
    cover: tuple[Period, ...] = (Period(date.min),)
    suspensions: tuple[Period, ...] = ()
    birth_date: date | None = None
    reported_on: date | None = None
    end_of_service: date | None = None
    recoveries: tuple[PartialRecovery, ...] = ()
    leaves: tuple[Leave, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    safety_net: bool = False
    safety_net_benefits: tuple[SafetyNetBenefit, ...] = field(default=())

    @property
    def first_sick_day(self) -> date:
        """F of the composite case."""
        return self.composite.first_sick_day


def spell_of(spells: Sequence[Spell], *, absence_number: str | None, day: date) -> Spell | None:
    """The spell that a fact belongs to: by number, otherwise the last begun by the day, otherwise the first.

    None if it names an absence that is not part of the case.
    """
    if absence_number is not None:
        return next((spell for spell in spells if spell.absence_number == absence_number), None)
    begun = [spell for spell in spells if spell.first_sick_day <= day]
    return begun[-1] if begun else spells[0]
