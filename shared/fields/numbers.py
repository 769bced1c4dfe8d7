"""Numbers with bounds: money, hours, percentages and counts. Decimals are strings in JSON, never floats."""
import re
from dataclasses import dataclass
from decimal import Decimal

from shared.fields.invalid import InvalidInput

_WRITTEN = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?", re.ASCII)
_CENT = Decimal("0.01")


def in_dutch(number: Decimal, decimals: int | None = None) -> str:
    """The number in Dutch notation, 1.000,00; without `decimals` trailing zeros are dropped."""
    text = f"{number:,.{decimals}f}" if decimals is not None else f"{number:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True, slots=True)
class DecimalRule:
    """Bounds of a decimal number.

    :ivar subject: Dutch noun for the message, with its article if it has one: "een jaarloon"
    :ivar least: the smallest value accepted
    :ivar most: the largest value accepted
    :ivar is_money: whether the number is an amount in euros, returned with two decimals
    """

    subject: str
    least: Decimal
    most: Decimal
    is_money: bool = False
    decimals: int = 2

    def parse(self, raw: object) -> Decimal:
        """Parse a decimal string with a point.

        :raises InvalidInput: ``input.number``, or as `check`
        """
        if not isinstance(raw, str) or not _WRITTEN.fullmatch(raw):
            example = "1920.00" if self.is_money else "62.5"
            raise InvalidInput("input.number", f"Geef {self.subject} als tekst, zoals {example}.")
        return self.check(Decimal(raw))

    def check(self, number: Decimal) -> Decimal:
        """Validate the number and return it; euros with two decimals.

        :raises InvalidInput: ``input.decimals`` or ``input.range``
        """
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int):
            raise InvalidInput("input.number", f"Geef {self.subject} als getal.")
        if -exponent > self.decimals:
            raise InvalidInput("input.decimals", f"Geef {self.subject} met hoogstens {self.decimals} cijfers achter de komma.")
        if not self.least <= number <= self.most:
            raise InvalidInput("input.range", f"Geef {self.subject} van {self._written(self.least)} tot en met "
                                              f"{self._written(self.most)}.")
        return number.quantize(_CENT) if self.is_money else number

    def _written(self, number: Decimal) -> str:
        return f"€ {in_dutch(number, 2)}" if self.is_money else in_dutch(number)


ANNUAL_WAGE = DecimalRule("een jaarloon", Decimal(1000), Decimal(1_000_000), is_money=True)
MONTH_WAGE = DecimalRule("een maandloon", _CENT, Decimal(1_000_000), is_money=True)
WEEKLY_HOURS = DecimalRule("het aantal uren per week", _CENT, Decimal(60))
HOURS_OF_A_DAY = DecimalRule("het aantal uren", Decimal(0), Decimal(24))
WORKED_HOURS = DecimalRule("het aantal uren per week", Decimal(0), Decimal(60))
DEBITED_HOURS = DecimalRule("het aantal uren", Decimal(0), Decimal(3200))
HOLIDAYS_A_YEAR = DecimalRule("het aantal dagen per jaar", Decimal(0), Decimal(60))
PERCENTAGE = DecimalRule("een percentage", Decimal(0), Decimal(100))
PREMIUM_RATE = DecimalRule("een premiepercentage", Decimal(0), Decimal(100), decimals=4)
DAILY_BENEFIT = DecimalRule("een dagbedrag", Decimal(0), Decimal(1000), is_money=True)
COST = DecimalRule("een bedrag", Decimal(0), Decimal(1_000_000), is_money=True)
TARIFF = DecimalRule("een tarief", Decimal(0), Decimal(10_000), is_money=True)
PAYMENT = DecimalRule("een bedrag", _CENT, Decimal(100_000_000), is_money=True)


@dataclass(frozen=True, slots=True)
class WholeRule:
    """Bounds of an integer."""

    least: int
    most: int

    def parse(self, raw: object) -> int:
        """Accept a JSON integer; refuses `true`, 1.0 and "1".

        :raises InvalidInput: ``input.integer`` or ``input.range``
        """
        if type(raw) is not int:
            raise InvalidInput("input.integer", "Geef een heel getal.")
        return self.check(raw)

    def parse_text(self, raw: object) -> int:
        """Parse the digits of a query parameter.

        :raises InvalidInput: ``input.integer`` or ``input.range``
        """
        if not isinstance(raw, str) or not raw.isascii() or not raw.isdecimal():
            raise InvalidInput("input.integer", "Geef een heel getal.")
        digits = raw.lstrip("0") or "0"
        return self.check(int(digits) if len(digits) <= len(str(self.most)) else self.most + 1)

    def check(self, number: int) -> int:
        """Validate the number and return it.

:raises InvalidInput: ``input.range``
        """
        if not self.least <= number <= self.most:
            raise InvalidInput("input.range", f"Geef een getal van {self.least} tot en met {self.most}.")
        return number


WAITING_TIME = WholeRule(0, 728)
"""Workdays or weeks of a policy's waiting time [assumption]."""
GRACE_DAYS = WholeRule(0, 28)
"""Calendar days in which a late report has no effect [assumption]."""
DAY_DIVISOR = WholeRule(260, 261)
INSTALMENTS = WholeRule(1, 12)
WEEKS_SAVED = WholeRule(0, 104)
"""Weeks of absence that an activity is expected to save."""
ACTIVITY_COUNT = WholeRule(0, 1000)
"""Orientations or applications in a progress report of a second track."""
SANCTION_WEEKS = WholeRule(1, 52)
"""Weeks of a wage sanction of UWV."""
