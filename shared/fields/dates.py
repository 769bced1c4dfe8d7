"""Civil dates within the bounds of their subject, and months."""
import re
from dataclasses import dataclass
from datetime import date

from shared.fields.invalid import InvalidInput
from shared.kernel.month import Month

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
YOUNGEST, OLDEST = 13, 100
"""Age of an employee [assumption]: light work from 13 (Arbeidstijdenwet art. 3:2)."""
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class DateRule:
    """Bounds of a date.

    :ivar earliest: the first day accepted
    :ivar years_ahead: the last day accepted, in years after today
    """

    earliest: date
    years_ahead: int

    def parse(self, raw: object, *, today: date) -> date:
        """From ``2026-03-02``.

        :raises InvalidInput: ``input.date``, or as `check`
        """
        if not isinstance(raw, str) or not _ISO.fullmatch(raw):
            raise InvalidInput("input.date", "Geef een datum als jjjj-mm-dd.")
        try:
            day = date.fromisoformat(raw)
        except ValueError:
            raise InvalidInput("input.date", "Deze datum bestaat niet.") from None
        return self.check(day, today=today)

    def latest(self, today: date) -> date:
        """The last day accepted."""
        return years_after(today, self.years_ahead)

    def check(self, day: date, *, today: date) -> date:
        """Validate the day and return it.

        :raises InvalidInput: ``input.date_range``
        """
        latest = self.latest(today)
        if not self.earliest <= day <= latest:
            raise InvalidInput("input.date_range", f"Geef een datum van {self.earliest:%d-%m-%Y} tot en met "
                                                   f"{latest:%d-%m-%Y}.")
        return day


@dataclass(frozen=True, slots=True)
class BirthDateRule(DateRule):
    """Bounds of the date of birth of a person who can be employed today."""

    def check(self, day: date, *, today: date) -> date:
        """Validate the day and return it.

:raises InvalidInput: ``input.birth_date``
        """
        if not years_after(today, -OLDEST - 1) < day <= years_after(today, -YOUNGEST):
            raise InvalidInput("input.birth_date", f"Geef een geboortedatum bij een leeftijd van {YOUNGEST} tot en met "
                                                   f"{OLDEST} jaar.")
        return day


BIRTH_DATE = BirthDateRule(date(1800, 1, 1), 0)
SERVICE_DATE = DateRule(date(1940, 1, 1), 10)
WAGE_DATE = DateRule(date(1940, 1, 1), 2)
CASE_DATE = DateRule(date(FIRST_YEAR, 1, 1), 5)
POLICY_DATE = DateRule(date(FIRST_YEAR, 1, 1), 10)
RETURN_DATE = DateRule(date(FIRST_YEAR, 1, 1), 1)
QUERY_DATE = DateRule(date(1900, 1, 1), 70)


def years_after(day: date, years: int) -> date:
    """The same day in another year; 28 February for 29 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def parse_month(raw: object) -> Month:
    """From ``2026-03``.

    :raises InvalidInput: ``input.month``
    """
    if not isinstance(raw, str) or not _MONTH.fullmatch(raw) or not FIRST_YEAR <= int(raw[:4]) <= LAST_YEAR:
        raise InvalidInput("input.month", "Geef een maand als jjjj-mm.")
    return Month.parse(raw)
