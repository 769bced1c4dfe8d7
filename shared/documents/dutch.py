"""How dates, amounts and percentages are written in Dutch, on paper and on pages."""
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

LOCALE = "nl"
NO_BREAK = "\u00a0"
NOTHING = "–"


def as_date(value: Any) -> date | None:
    """The date of a JSON date or instant; None stays None."""
    if value is None or isinstance(value, date):
        return value
    text = str(value)
    return date.fromisoformat(text[:10]) if text else None


def day(value: Any) -> str:
    """ma 2 maart 2026."""
    found = as_date(value)
    return format_date(found, "EEE d MMMM y", locale=LOCALE) if found else NOTHING


def short_day(value: Any) -> str:
    """02-03-2026, the format of form fields."""
    found = as_date(value)
    return found.strftime("%d-%m-%Y") if found else NOTHING


def month(value: Any) -> str:
    """maart 2026, from 2026-03."""
    return format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale=LOCALE) if value else NOTHING


def euros(value: Any) -> str:
    """€ 1.920,00."""
    if value in (None, ""):
        return NOTHING
    return format_currency(Decimal(str(value)), "EUR", "¤\u00a0#,##0.00;¤\u00a0-#,##0.00", locale=LOCALE)


def percent(value: Any) -> str:
    """62,5 %."""
    return NOTHING if value in (None, "") else f"{number(value)}{NO_BREAK}%"


def number(value: Any) -> str:
    """1.234,5."""
    return NOTHING if value in (None, "") else format_decimal(Decimal(str(value)), "#,##0.##", locale=LOCALE)
