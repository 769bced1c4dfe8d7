"""What can be recovered from a liable third party, and who gets it: the employer's own loss first (domain.md §5.3)."""
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
    """The causally related wage of one month, net, in euros.

    :ivar paid_net: net wage the employer paid that was not earned by work
    :ivar lost_net: net wage the employee would have lost without continued pay
    :ivar victim_own: net income the employee lost all the same
    """

    paid_net: Decimal
    lost_net: Decimal
    victim_own: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Allocation:
    """What came in and who gets it, in euros.

    :ivar employer: share of the employer
    :ivar insurer: share of the insurer
    """

    wage: Decimal
    reintegration: Decimal
    employer: Decimal
    insurer: Decimal


@dataclass(frozen=True, slots=True)
class Reallocation:
    """A reopened allocation: the new one, and what is booked to each party for the difference."""

    before: Allocation
    after: Allocation

    @property
    def employer_difference(self) -> Decimal:
        """Above zero: still to be paid to the employer; below: to be taken back."""
        return self.after.employer - self.before.employer

    @property
    def insurer_difference(self) -> Decimal:
        """Above zero: more for the insurer."""
        return self.after.insurer - self.before.insurer


def recoverable_wage(losses: Iterable[MonthLoss], liability: Percentage) -> Decimal:
    """The net wage that can be recovered: at most what the liable person would have owed the employee, less what he
    owes the employee himself (6:107a lid 2 BW)."""
    months = list(losses)
    net_loss = sum((month.paid_net for month in months), ZERO)
    ceiling = sum((month.lost_net for month in months), ZERO)
    victim_own = sum((month.victim_own for month in months), ZERO)
    owed = liability.fraction * (ceiling - victim_own)
    return round_cents(max(ZERO, min(net_loss, owed)))


def recoverable_reintegration(costs: Decimal, liability: Percentage) -> Decimal:
    """The reasonable re-integration costs that can be recovered, on top of the ceiling (6:107a lid 3 BW)."""
    return round_cents(liability.fraction * costs)


def employer_uninsured(*, gross_wage_loss: Decimal, benefits_paid: Decimal) -> Decimal:
    """The part of the gross wage that no benefit made good; never below zero."""
    return max(ZERO, gross_wage_loss - benefits_paid)


def allocate(*, wage: Decimal, uninsured: Decimal, benefits_paid: Decimal, reintegration: Decimal = ZERO,
             reintegration_reimbursed: Decimal = ZERO, reintegration_uninsured: Decimal = ZERO,
             subrogation: bool = True) -> Allocation:
    """Divide what was recovered: the employer's uninsured loss first, then the insurer up to what it paid, the rest to
    the employer (7:962 lid 2 BW); wage and re-integration costs each by themselves.

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


def motorist_liability_floor(victim_age: int) -> Percentage:
    """What a motorist owes a cyclist or pedestrian at least, whatever their own fault (6:101 BW, 185 WVW)."""
    return CHILD_FLOOR if victim_age < CHILD_AGE else VULNERABLE_FLOOR
