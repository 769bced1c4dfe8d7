"""Percentages: decimal numbers from 0 to 100, converted to fractions for calculations."""
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True, order=True)
class Percentage:
    """A percentage with two decimals, 0.00 to 100.00 (domain.md §0.2)."""

    value: Decimal

    def __post_init__(self) -> None:
        if not Decimal(0) <= self.value <= Decimal(100):
            raise ValueError(f"{self.value} is not a percentage from 0 to 100")

    @classmethod
    def of(cls, text: str | int | Decimal) -> Self:
        """From a decimal string or number, rounded half-up to two decimals."""
        return cls(Decimal(text).quantize(HUNDREDTH, rounding=ROUND_HALF_UP))

    @property
    def fraction(self) -> Decimal:
        """The percentage divided by 100: 0.6250 for 62.50 %."""
        return self.value / 100

    def complement(self) -> "Percentage":
        """100 minus the percentage: the incapacity that belongs to a recovery percentage."""
        return Percentage(Decimal(100) - self.value)

    def __str__(self) -> str:
        return plain(self.value)


def plain(number: Decimal) -> str:
    """A decimal without trailing zeros and without exponent: 62.5, 100, 0."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
