"""The employer's suspension or stop of an employee's wage, and its effect on the benefit (domain.md §3.7)."""
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.vocabulary import SanctionKind


class SanctionEffect(StrEnum):
    """The effect of a sanction on the benefit of its days."""

    HELD = "HELD"
    LAPSED = "LAPSED"
    BACK_PAID = "BACK_PAID"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """A suspension or stop of the wage from `start` up to and including `end`; it applies to the whole benefit of its days.

    :ivar end: last day; None while in force; before `start` if it was lifted before it began
    :ivar lifted_on: day of lifting, or None
    :ivar back_pay: whether the wage was paid afterwards; never for a stopped wage
    """

    kind: SanctionKind
    start: date
    end: date | None = None
    lifted_on: date | None = None
    back_pay: bool = False

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    @property
    def effect(self) -> SanctionEffect:
        """The effect on its benefit days: held, lapsed, or paid in the run after lifting."""
        if self.kind is SanctionKind.STOP:
            return SanctionEffect.LAPSED
        if self.lifted_on is None:
            return SanctionEffect.HELD
        return SanctionEffect.BACK_PAID if self.back_pay else SanctionEffect.LAPSED


def lift(sanction: Sanction, *, lifted_on: date, back_pay: bool) -> Sanction:
    """The lifted sanction, which ends on the day before the lifting."""
    eve = lifted_on - timedelta(days=1)
    end = eve if sanction.end is None else min(eve, sanction.end)
    return replace(sanction, end=end, lifted_on=lifted_on, back_pay=back_pay)
