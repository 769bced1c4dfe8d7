"""Dutch dates, amounts and hours as people type them in a form or spreadsheet, converted to the field types' notation."""
import re
from datetime import date
from decimal import Decimal

from shared.fields.invalid import InvalidInput
from shared.fields.numbers import in_dutch

_DUTCH_DATE = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})")
_NAMED_MONTH = re.compile(r"([0-9]{1,2})[-/. ]([a-z]{3,9})\.?[-/. ]([0-9]{4}|[0-9]{2})")
_ISO_DATE = re.compile(r"([0-9]{4})[-/]?([0-9]{2})[-/]?([0-9]{2})")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00(?:\.0+)?)?Z?$", re.IGNORECASE)
_MONTHS = {name: number for number, names in enumerate((
    ("jan",), ("feb",), ("maa", "mrt", "mar"), ("apr",), ("mei", "may"), ("jun",), ("jul",), ("aug",), ("sep",), ("okt", "oct"),
    ("nov",), ("dec",)), start=1) for name in names}
"""By the first three letters."""
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::00)?")
_DECORATION = re.compile(r"^(?:€|EUR)\s*|\s*(?:€|EUR|%|uur|uren|u)$", re.IGNORECASE)
_NO_CENTS = re.compile(r"[,.][-=–—]{1,2}$")
_DIGITS_AND_SIGNS = re.compile(r"[+-]?[0-9][0-9.,]{0,40}")
_THOUSANDS = {",": re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+"), ".": re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")}


def read_date(text: str, *, latest: date | None = None) -> date:
    """Parse a Dutch date: 2-3-2026, 02/03/26, 2 maart 2026, or an ISO date: 2026-03-02, 20260302, with or without midnight.

    :param latest: a year of two digits after it belongs to the century before: 62 is 1962 for a date of birth
    :raises InvalidInput: ``input.date``
    """
    plain = _MIDNIGHT.sub("", text.strip()).lower()
    try:
        if match := _DUTCH_DATE.fullmatch(plain):
            return _dutch_date(int(match[1]), int(match[2]), match[3], latest)
        if match := _NAMED_MONTH.fullmatch(plain):
            return _dutch_date(int(match[1]), _MONTHS[match[2][:3]], match[3], latest)
        if match := _ISO_DATE.fullmatch(plain):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except (ValueError, KeyError):
        pass
    raise InvalidInput("input.date", "Vul een datum in als dd-mm-jjjj, bijvoorbeeld 02-03-2026.")


def _dutch_date(day: int, month: int, year: str, latest: date | None) -> date:
    found = date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return found.replace(year=found.year - 100) if len(year) == 2 and latest is not None and found > latest else found


def read_hours(text: str) -> Decimal:
    """Parse a number of hours as `read_number` does, or hours and minutes: 36:30 is 36.5.

    :raises InvalidInput: as `read_number`
    """
    match = _CLOCK.fullmatch(text.strip())
    return int(match[1]) + Decimal(match[2]) / 60 if match else read_number(text)


def read_number(text: str) -> Decimal:
    """Parse an amount, percentage or number of hours.

    ``1.920,00``, ``1,920.00``, ``€ 1920,50``, ``1 920,-`` and ``36,5 uur`` are accepted. A point before three digits
    separates thousands; a comma before three digits is ambiguous and is refused.

    :raises InvalidInput: ``input.number``, or ``input.number_unclear`` with both readings
    """
    plain = "".join(_DECORATION.sub("", _DECORATION.sub("", text.strip())).split())
    plain = _NO_CENTS.sub("", plain)
    if not _DIGITS_AND_SIGNS.fullmatch(plain):
        raise InvalidInput("input.number", "Vul een bedrag of getal in, bijvoorbeeld 38.500,00.")
    sign, digits = ("-", plain[1:]) if plain[0] == "-" else ("", plain.lstrip("+"))
    return Decimal(sign + _with_point(digits))


def _with_point(digits: str) -> str:
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        decimal, thousands = (",", ".") if comma > point else (".", ",")
        whole, _, fraction = digits.rpartition(decimal)
        if decimal in whole or not _THOUSANDS[thousands].fullmatch(whole) or not fraction:
            raise InvalidInput("input.number", "Vul een bedrag of getal in, bijvoorbeeld 38.500,00.")
        return f"{whole.replace(thousands, '')}.{fraction}"
    if comma < 0 and point < 0:
        return digits
    return _with_one_sign(digits, "," if comma >= 0 else ".")


def _with_one_sign(digits: str, sign: str) -> str:
    looks_like_thousands = _THOUSANDS[sign].fullmatch(digits) is not None
    if digits.count(sign) > 1 or (looks_like_thousands and sign == "."):
        if not looks_like_thousands:
            raise InvalidInput("input.number", "Vul een bedrag of getal in, bijvoorbeeld 38.500,00.")
        return digits.replace(sign, "")
    whole, _, fraction = digits.partition(sign)
    if not fraction:
        raise InvalidInput("input.number", "Vul een bedrag of getal in, bijvoorbeeld 38.500,00.")
    if looks_like_thousands:
        large, small = in_dutch(Decimal(digits.replace(sign, "")), 2), in_dutch(Decimal(f"{whole}.{fraction}"), 2)
        raise InvalidInput("input.number_unclear", f"Dit is niet duidelijk. Schrijf {large} of {small}.")
    return f"{whole}.{fraction}"
