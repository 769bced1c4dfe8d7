"""Identifiers: employee numbers, policy numbers, absence numbers and internal ids."""
import re

from shared.fields.invalid import InvalidInput
from shared.fields.text import parse_pattern, parse_text, tidy

LONGEST_EMPLOYEE_NUMBER = 40
_POLICY = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{1,38})[A-Z0-9]")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,39}", re.ASCII)
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_SHA_256 = re.compile(r"[0-9a-f]{64}")


def parse_policy_number(raw: object) -> str:
    """A policy number in capitals.

    :raises InvalidInput: ``input.policy_number``
    """
    return parse_pattern(tidy(raw).upper(), _POLICY, code="input.policy_number",
                         message="Geef 3 tot 40 letters, cijfers of streepjes.")


def parse_employee_number(raw: object) -> str:
    """The employer's own number for an employee, as the employer writes it; leading zeros are kept.

    :raises InvalidInput: ``input.required``, ``input.length``, ``input.unreadable``
    """
    return parse_text(raw, longest=LONGEST_EMPLOYEE_NUMBER)


def employee_number_key(number: str) -> str:
    """Comparison key: ignores case and leading zeros, because spreadsheets drop leading zeros.

    ``0031`` and ``31`` are one employee.
    """
    return number.upper().lstrip("0") or "0"


def parse_id(raw: object) -> str:
    """An internal id, absence number or policy number from a URL.

    :raises InvalidInput: ``input.id``
    """
    return parse_pattern(raw, _ID, code="input.id", message="Dit is geen kenmerk van ons.")


def parse_absence_number(raw: object) -> str:
    """The number of an absence, in capitals.

    :raises InvalidInput: ``input.id``
    """
    return parse_id(raw).upper()


def parse_code(raw: object) -> str:
    """A reason code in capitals.

    :raises InvalidInput: ``input.code``
    """
    return parse_pattern(raw, _CODE, code="input.code", message="Kies een reden uit de lijst.")


def parse_end_age(raw: object) -> str:
    """``AOW``, or an age in years at which cover ends.

    :raises InvalidInput: ``input.end_age``
    """
    refusal = InvalidInput("input.end_age", "Geef AOW of een leeftijd van 55 tot en met 75 jaar.")
    if raw == "AOW":
        return "AOW"
    if not isinstance(raw, str) or not raw.isascii() or not raw.isdecimal() or len(raw) != 2 or not 55 <= int(raw) <= 75:
        raise refusal
    return raw

def parse_digest(raw: object) -> str:
    """A SHA-256 in 64 hexadecimal digits.

    :raises InvalidInput: ``input.digest``
    """
    return parse_pattern(raw, _SHA_256, code="input.digest", message="Geef de SHA-256 in 64 hexadecimale tekens.")
