"""Euros as Decimal, rounded half-up to the cent in one place (domain.md §0.2)."""
import re
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

_EUROS = re.compile(r"[+-]?[0-9]{1,13}(\.[0-9]{1,2})?")
"""Largest amount: thirteen digits before the point; its cents still fit a 64-bit database integer."""


def round_cents(amount: Decimal) -> Decimal:
    """The amount in euros, rounded half-up (away from zero on a tie) to two decimals."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def parse_euros(text: str) -> Decimal:
    """Euros from a decimal string with at most two digits after the point.

    :raises ValueError: for anything else: a float, an exponent, a fraction of a cent, infinity, 14 digits of euros
    """
    if not isinstance(text, str):
        raise ValueError(f"an amount is a decimal string, not {type(text).__name__}")
    if not _EUROS.fullmatch(text):
        raise ValueError(f"{text!r} is not an amount in whole cents")
    return Decimal(text).quantize(CENT)


def to_cents(amount: Decimal) -> int:
    """The amount in cents.

    :raises ValueError: if the amount is not a whole number of cents
    """
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise ValueError(f"{amount} holds a fraction of a cent")
    return int(cents)


def from_cents(cents: int) -> Decimal:
    """The amount in euros."""
    return (Decimal(cents) / 100).quantize(CENT)
