"""Consecutive invoice numbers in series, one for each calendar year: ARBO-2026-000123 (domain.md §4.4)."""
import re
from dataclasses import dataclass, replace
from enum import StrEnum

SHAPE = re.compile(r"(ARBO|PREM|CRED|DEBT)-([0-9]{4})-([0-9]{6,})")


class InvoiceSeries(StrEnum):
    """The number series of invoices; the value is the prefix of the number."""

    ARBO = "ARBO"
    PREMIUM = "PREM"
    CREDIT = "CRED"
    DEBT = "DEBT"


@dataclass(frozen=True, slots=True)
class InvoiceNumber:
    """A unique number in a gapless series; it must be allocated in the transaction that books the invoice.

    :raises ValueError: for a sequence below 1 or a year without four digits
    """

    series: InvoiceSeries
    year: int
    sequence: int

    def __post_init__(self) -> None:
        if self.sequence < 1 or not 1000 <= self.year <= 9999:
            raise ValueError(f"{self.series}-{self.year} has no number {self.sequence}")

    @classmethod
    def first(cls, series: InvoiceSeries, year: int) -> "InvoiceNumber":
        """The first number of a series in a year."""
        return cls(series, year, 1)

    @classmethod
    def parse(cls, text: str) -> "InvoiceNumber":
        """Parse an invoice number.

        :raises ValueError: if it is malformed
        """
        match = SHAPE.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not an invoice number")
        number = cls(InvoiceSeries(match[1]), int(match[2]), int(match[3]))
        if str(number) != text:
            raise ValueError(f"{text!r} is not an invoice number")
        return number

    def next(self) -> "InvoiceNumber":
        """The next number of the series."""
        return replace(self, sequence=self.sequence + 1)

    def __str__(self) -> str:
        return f"{self.series}-{self.year}-{self.sequence:06d}"
