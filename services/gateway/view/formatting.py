"""Dutch formatting of dates, money, percentages and names."""
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import phonenumbers
from babel.dates import format_date, format_datetime
from flask import Flask

from shared.documents.dutch import LOCALE, NO_BREAK, NOTHING, as_date, day, euros, month, number, percent, short_day
from shared.kernel import names
from shared.kernel.calendar import add_working_days
from shared.kernel.clock import AMSTERDAM

__all__ = ["LOCALE", "NOTHING", "NO_BREAK", "as_date", "consultant_contact_by", "day", "days_from", "duration", "euros",
           "full_name", "listed_name", "moment", "month", "number", "percent", "phone", "short_day", "weekday"]
"""With what is written alike on paper."""


def weekday(value: Any) -> str:
    """vrijdag 6 maart."""
    found = as_date(value)
    return format_date(found, "EEEE d MMMM", locale=LOCALE) if found else NOTHING


def moment(instant: str) -> str:
    """An instant in Amsterdam time: zondag 22 november 2026 om 14:05."""
    return format_datetime(datetime.fromisoformat(instant).astimezone(AMSTERDAM), "EEEE d MMMM y 'om' HH:mm", locale=LOCALE)


def phone(value: Any) -> str:
    """06 12345678, from +31612345678; other text is returned unchanged."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(str(value), "NL"), phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        return str(value) if value else NOTHING


def full_name(person: Mapping[str, Any] | None) -> str:
    """Anna van den Berg."""
    parts = [str((person or {}).get(part) or "").strip() for part in ("first_name", "infix", "last_name")]
    return " ".join(part for part in parts if part) or "Onbekende werknemer"


def listed_name(person: Mapping[str, Any]) -> str:
    """Berg, Anna van den."""
    return names.listed_name(*(str(person.get(part) or "").strip() for part in ("first_name", "infix", "last_name")))


def days_from(value: Any, today: date) -> str:
    """vandaag, morgen, over 3 dagen, 2 dagen te laat."""
    found = as_date(value)
    if found is None:
        return ""
    distance = (found - today).days
    if distance == 0:
        return "vandaag"
    if distance == 1:
        return "morgen"
    return f"over {distance} dagen" if distance > 0 else f"{-distance} {'dag' if distance == -1 else 'dagen'} te laat"


def duration(first: Any, last: date) -> str:
    """The duration from a first to a last day, in words."""
    start = as_date(first)
    if start is None:
        return NOTHING
    days = (last - start).days + 1
    if days < 1:
        return "begint nog"
    if days < 14:
        return f"{days} {'dag' if days == 1 else 'dagen'}"
    weeks = days // 7
    return f"{weeks} weken"


def consultant_contact_by(reported_on: date) -> date:
    """The last day for the consultant's call: four working days after the report."""
    return add_working_days(reported_on, 4)


def register(app: Flask) -> None:
    """Make the formats available to the templates."""
    for each in (day, short_day, weekday, month, moment, euros, percent, number, phone, full_name, listed_name, days_from,
                 duration):
        app.jinja_env.filters[each.__name__] = each
    app.jinja_env.filters["instant"] = lambda value: datetime.fromisoformat(str(value)).strftime("%d-%m-%Y %H:%M")
