"""The fields of an employee in forms: what was typed, as the absence service takes it."""
from collections.abc import Mapping
from datetime import date
from typing import Any

from services.gateway.view.formatting import as_date, short_day
from services.gateway.view.forms import Form
from shared.fields.contact import parse_phone
from shared.fields.dates import BIRTH_DATE, SERVICE_DATE
from shared.fields.identifiers import parse_employee_number
from shared.fields.names import parse_infix, parse_name
from shared.fields.text import parse_occupation

FIELDS = {"first_name": "voornaam", "infix": "tussenvoegsel", "last_name": "achternaam", "birth_date": "geboortedatum",
          "phone": "telefoon", "employee_number": "nummer", "function": "functie", "department": "afdeling",
          "employed_from": "in_dienst"}
"""The form's name of each field of the service."""


def read_person(form: Form, *, today: date) -> dict[str, Any]:
    """Parse an employee without wage; None for an empty field, errors are recorded in the form."""
    born = form.date("geboortedatum", BIRTH_DATE, "Vul de geboortedatum in.", today=today)
    since = form.date("in_dienst", SERVICE_DATE, "Vul in vanaf welke dag de werknemer in dienst is.", today=today)
    return {
        "first_name": form.text("voornaam", parse_name, "Vul de voornaam in.") or None,
        "infix": form.text("tussenvoegsel", parse_infix) or None,
        "last_name": form.text("achternaam", parse_name, "Vul de achternaam in.") or None,
        "birth_date": born.isoformat() if born else None,
        "phone": form.text("telefoon", parse_phone) or None,
        "employee_number": form.text("nummer", parse_employee_number, "Vul het personeelsnummer in.") or None,
        "function": form.text("functie", parse_occupation) or None,
        "department": form.text("afdeling", parse_occupation) or None,
        "employed_from": since.isoformat() if since else None}


def typed(body: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form as an employee of the service fills them."""
    dates = {"birth_date", "employed_from"}
    return {name: short_day(as_date(body.get(field))) if field in dates else str(body.get(field) or "")
            for field, name in FIELDS.items()}
