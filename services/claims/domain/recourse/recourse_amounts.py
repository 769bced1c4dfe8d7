"""The recoverable amounts and their allocation, in which the employer's own loss has priority (domain.md §5.3)."""
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from shared.kernel.money import ZERO, round_cents
from shared.kernel.percentage import Percentage

CHILD_AGE = 14
CHILD_FLOOR = Percentage.of(100)
VULNERABLE_FLOOR = Percentage.of(50)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLoss:
    """The net wage loss of one month caused by the event, in euros.

    :ivar paid_net: net wage paid by the employer for which no work was done
    :ivar lost_net: net wage the employee would have lost without continued pay
    :ivar victim_own: net income that the employee lost despite continued pay
    """

    paid_net: Decimal
    lost_net: Decimal
    victim_own: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Allocation:
    """The recovered amounts and their allocation, in euros.

    :ivar employer: share of the employer
    :ivar insurer: share of the insurer
    """

    wage: Decimal
    reintegration: Decimal
    employer: Decimal
    insurer: Decimal


@dataclass(frozen=True, slots=True)
class Reallocation:
    """A reopened allocation, with the earlier one, to book the differences."""

    before: Allocation
    after: Allocation

    @property
    def employer_difference(self) -> Decimal:
        """Positive: to be paid to the employer; negative: to be reclaimed."""
        return self.after.employer - self.before.employer

    @property
    def insurer_difference(self) -> Decimal:
        """Positive: additional amount for the insurer."""
        return self.after.insurer - self.before.insurer


def recoverable_wage(losses: Iterable[MonthLoss], liability: Percentage) -> Decimal:
    """The recoverable net wage (6:107a lid 2 BW).

    It is limited to what the liable person would have owed the employee, less what they owe the employee directly.
    """
    months = list(losses)
    net_loss = sum((month.paid_net for month in months), ZERO)
    ceiling = sum((month.lost_net for month in months), ZERO)
    victim_own = sum((month.victim_own for month in months), ZERO)
    owed = liability.fraction * (ceiling - victim_own)
    return round_cents(max(ZERO, min(net_loss, owed)))


def recoverable_reintegration(costs: Decimal, liability: Percentage) -> Decimal:
    """The recoverable reasonable re-integration costs, in addition to the ceiling (6:107a lid 3 BW)."""
    return round_cents(liability.fraction * costs)


def employer_uninsured(*, gross_wage_loss: Decimal, benefits_paid: Decimal) -> Decimal:
    """The part of the gross wage that no benefit compensated; at least 0."""
    return max(ZERO, gross_wage_loss - benefits_paid)


def allocate(*, wage: Decimal, uninsured: Decimal, benefits_paid: Decimal, reintegration: Decimal = ZERO,
             reintegration_reimbursed: Decimal = ZERO, reintegration_uninsured: Decimal = ZERO,
             subrogation: bool = True) -> Allocation:
    """Allocate the recovered amounts, separately for wage and re-integration costs (7:962 lid 2 BW).

    The employer's uninsured loss comes first, then the insurer up to the amount it paid; the employer gets the rest.

    :param subrogation: whether the insurer may recover from this person (`recourse.may_subrogate`)
    """
    insurer = ZERO
    if subrogation:
        insurer += _insurers_share(wage, uninsured, benefits_paid)
        insurer += _insurers_share(reintegration, reintegration_uninsured, reintegration_reimbursed)
    return Allocation(wage, reintegration, wage + reintegration - insurer, insurer)


def _insurers_share(recovered: Decimal, uninsured: Decimal, insured: Decimal) -> Decimal:
    rest = recovered - min(recovered, uninsured)
    return min(rest, insured)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """The stated damage of a file with what the policy paid for it, in euros.

    :ivar loss: net wage
    :ivar reintegration_costs: reasonable costs, of which the employer bore `reintegration_uninsured` itself
    :ivar gross_wage_loss: gross wage that the employer paid
    :ivar benefits: benefits for the same months
    """

    loss: MonthLoss
    reintegration_costs: Decimal
    reintegration_uninsured: Decimal
    gross_wage_loss: Decimal
    benefits: Decimal

    @property
    def uninsured(self) -> Decimal:
        """The employer's own part of the gross wage."""
        return employer_uninsured(gross_wage_loss=self.gross_wage_loss, benefits_paid=self.benefits)

    def recoverable(self, liability: Percentage) -> tuple[Decimal, Decimal]:
        """What can be recovered: net wage, and re-integration costs."""
        return recoverable_wage([self.loss], liability), recoverable_reintegration(self.reintegration_costs, liability)

    def allocate(self, received: Decimal, liability: Percentage, *, subrogation: bool) -> Allocation:
        """The allocation of what was received."""
        recoverable, costs = self.recoverable(liability)
        wage, reintegration = split_receipts(received, wage=recoverable, reintegration=costs)
        return allocate(
            wage=wage, uninsured=self.uninsured, benefits_paid=self.benefits, reintegration=reintegration,
            reintegration_reimbursed=self.reintegration_costs - self.reintegration_uninsured,
            reintegration_uninsured=self.reintegration_uninsured, subrogation=subrogation)


def split_receipts(received: Decimal, *, wage: Decimal, reintegration: Decimal) -> tuple[Decimal, Decimal]:
    """Divide what was received into wage and re-integration costs: wage first, because the insured comes first.

    What exceeds both belongs to the wage, of which the employer gets the rest.

    :param wage: the recoverable wage
    :param reintegration: the recoverable re-integration costs
    """
    costs = min(reintegration, max(ZERO, received - wage))
    return received - costs, costs


def motorist_liability_floor(victim_age: int) -> Percentage:
    """The minimum liability of a motorist to a cyclist or pedestrian, independent of the victim's fault (6:101 BW, 185 WVW)."""
    return CHILD_FLOOR if victim_age < CHILD_AGE else VULNERABLE_FLOOR
