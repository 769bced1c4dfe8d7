"""Corrections of paid months: payments, set-offs within the policy, and debts of a run (domain.md §3.5)."""
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.law import law

RUNS_BEFORE_INVOICE = 2


@dataclass(frozen=True, slots=True)
class Delta:
    """The difference between the present calculation of a month and the amount booked for it.

    :ivar claim: reference of the claim, such as the number of the first absence of the case
    """

    claim: str
    month: Month
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Debt:
    """An overpayment for a month of a claim that has not been set off.

    :ivar amount: euros, above zero
    :ivar runs: number of payment runs that tried to set it off
    """

    claim: str
    month: Month
    amount: Decimal
    runs: int = 0


@dataclass(frozen=True, slots=True)
class SetOff:
    """Part of a debt, deducted from the payment of a claim."""

    debt: Debt
    against: Delta
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Settlement:
    """The result of one payment run for one policy.

    :ivar deltas: all settled differences; each is booked in full to its month, independent of set-offs
    :ivar set_offs: deducted amounts with their debt and difference
    :ivar debts: remaining debts for the next run
    :ivar invoiced: debts that billing has to invoice
    """

    deltas: tuple[Delta, ...]
    set_offs: tuple[SetOff, ...]
    debts: tuple[Debt, ...]
    invoiced: tuple[Debt, ...]

    @property
    def paid(self) -> Decimal:
        """The amount paid to the employer in this run."""
        return sum(self.paid_by_claim.values(), ZERO)

    @property
    def paid_by_claim(self) -> dict[str, Decimal]:
        """The amount paid per claim after set-offs, without claims of zero."""
        amounts: dict[str, Decimal] = {}
        for delta in self.deltas:
            kept = sum((s.amount for s in self.set_offs if s.against == delta), ZERO)
            amounts[delta.claim] = amounts.get(delta.claim, ZERO) + max(ZERO, delta.amount) - kept
        return {claim: amount for claim, amount in amounts.items() if amount}


def is_out_of_reach(month: Month, *, today: date) -> bool:
    """Whether a month can no longer be corrected because the claim is time-barred (7:942 BW)."""
    return law.on(month.last).insurance_claim_limitation.after(month.last) < today


def settle(deltas: Sequence[Delta], debts: Sequence[Debt] = (), *, policy_ended: bool = False) -> Settlement:
    """Pay the positive differences of one policy's run, less its debts, oldest first.

    A debt is deducted from its own claim before others. A remainder after two runs, or after the end of the policy, is
    invoiced.

    :param deltas: differences of all claims of the policy; negative ones become debts
    :param debts: remaining debts of earlier runs, oldest first
    """
    unpaid = {delta: delta.amount for delta in deltas if delta.amount > 0}
    new = [Debt(delta.claim, delta.month, -delta.amount) for delta in deltas if delta.amount < 0]
    set_offs: list[SetOff] = []
    remaining: list[Debt] = []
    for debt in (*debts, *new):
        kept = _set_off(debt, unpaid)
        set_offs.extend(kept)
        left = debt.amount - sum((part.amount for part in kept), ZERO)
        if left:
            remaining.append(replace(debt, amount=left, runs=debt.runs + 1))
    invoiced = [debt for debt in remaining if policy_ended or debt.runs >= RUNS_BEFORE_INVOICE]
    open_debts = [debt for debt in remaining if debt not in invoiced]
    return Settlement(tuple(deltas), tuple(set_offs), tuple(open_debts), tuple(invoiced))


def _set_off(debt: Debt, unpaid: dict[Delta, Decimal]) -> list[SetOff]:
    """Deduct a debt from the unpaid amounts, which are reduced in place."""
    kept = []
    left = debt.amount
    for delta in sorted(unpaid, key=lambda delta: delta.claim != debt.claim):
        amount = min(left, unpaid[delta])
        if amount > 0:
            unpaid[delta] -= amount
            left -= amount
            kept.append(SetOff(debt, delta, amount))
    return kept
