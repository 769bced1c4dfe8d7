"""Corrections of paid months: what a run pays, sets off within the policy and leaves as debt (domain.md §3.5)."""
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
    """What a month of a claim is now worth more, or less, than was paid or booked for it.

    :ivar claim: reference of the claim, such as the number of the first absence of the case
    """

    claim: str
    month: Month
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Debt:
    """Too much paid for a month of a claim and not yet set off.

    :ivar amount: euros, above zero
    :ivar runs: payment runs in which setting it off was tried
    """

    claim: str
    month: Month
    amount: Decimal
    runs: int = 0


@dataclass(frozen=True, slots=True)
class SetOff:
    """Part of a debt, kept back from what a claim would have been paid."""

    debt: Debt
    against: Delta
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Settlement:
    """One payment run of one policy.

    :ivar deltas: everything that was settled; each is booked in full to its month, whatever was kept back
    :ivar set_offs: what was kept back, for which debt and from which delta
    :ivar debts: debts that remain for the next run
    :ivar invoiced: debts that billing has to invoice
    """

    deltas: tuple[Delta, ...]
    set_offs: tuple[SetOff, ...]
    debts: tuple[Debt, ...]
    invoiced: tuple[Debt, ...]

    @property
    def paid(self) -> Decimal:
        """What goes out to the employer in this run."""
        return sum(self.paid_by_claim.values(), ZERO)

    @property
    def paid_by_claim(self) -> dict[str, Decimal]:
        """What goes out for each claim, after setting off; claims for which nothing goes out are left out."""
        amounts: dict[str, Decimal] = {}
        for delta in self.deltas:
            kept = sum((s.amount for s in self.set_offs if s.against == delta), ZERO)
            amounts[delta.claim] = amounts.get(delta.claim, ZERO) + max(ZERO, delta.amount) - kept
        return {claim: amount for claim, amount in amounts.items() if amount}


def is_out_of_reach(month: Month, *, today: date) -> bool:
    """Whether a month lies too far back to be corrected: the claim on it is time-barred (7:942 BW)."""
    return law.on(month.last).insurance_claim_limitation.after(month.last) < today


def settle(deltas: Sequence[Delta], debts: Sequence[Debt] = (), *, policy_ended: bool = False) -> Settlement:
    """Pay the positive differences of one policy's run, less its debts, oldest first.

    A debt is kept back from its own claim before others. What remains after two runs, or when the policy has ended,
    is invoiced.

    :param deltas: differences of all claims of the policy; the negative ones become debts
    :param debts: what earlier runs left, oldest first
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
    """Keep a debt back from what is still unpaid, which is lowered."""
    kept = []
    left = debt.amount
    for delta in sorted(unpaid, key=lambda delta: delta.claim != debt.claim):
        amount = min(left, unpaid[delta])
        if amount > 0:
            unpaid[delta] -= amount
            left -= amount
            kept.append(SetOff(debt, delta, amount))
    return kept
