"""Contact data: telephone, e-mail and postcode."""
import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from shared.fields.invalid import InvalidInput
from shared.fields.text import parse_free_text, tidy

_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
_WRITTEN = re.compile(r"\+?[0-9 ().\-/]{8,25}", re.ASCII)
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
_ADDRESS = re.compile(r"[^\W\d_]{2}.*[0-9]|[0-9].*[^\W\d_]{2}")
_LONGEST_EMAIL = 254
LONGEST_ADDRESS = 120
NOT_GIVEN_OUT = frozenset({"SA", "SD", "SS"})
"""Pairs of letters that no Dutch postcode has."""


def parse_phone(raw: object) -> str:
    """A telephone number in E.164; Dutch unless it starts with + or 00.

    :raises InvalidInput: ``input.phone``
    """
    return _number(raw, InvalidInput("input.phone", "Geef een telefoonnummer, zoals 0118 123456 of 06 12345678."))[0]


def parse_mobile(raw: object) -> str:
    """A mobile number in E.164 (R-190).

    :raises InvalidInput: ``input.mobile``
    """
    refusal = InvalidInput("input.mobile", "Vul een geldig mobiel nummer in, zoals 06 12345678.")
    number, kind = _number(raw, refusal)
    if kind not in _MOBILE:
        raise refusal
    return number


def _number(raw: object, refusal: InvalidInput) -> tuple[str, int]:
    text = tidy(raw)
    if not _WRITTEN.fullmatch(text):
        raise refusal
    try:
        number = phonenumbers.parse(text, "NL")
    except phonenumbers.NumberParseException:
        raise refusal from None
    if not phonenumbers.is_valid_number(number):
        raise refusal
    return (phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), phonenumbers.number_type(number))


def parse_email(raw: object) -> str:
    """An address with a lower-cased domain (R-189).

    :raises InvalidInput: ``input.email``
    """
    try:
        address = validate_email(tidy(raw), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise InvalidInput("input.email", "Vul een geldig e-mailadres in, zoals naam@bedrijf.nl.") from None
    if len(address) > _LONGEST_EMAIL:
        raise InvalidInput("input.email", "Vul een geldig e-mailadres in, zoals naam@bedrijf.nl.")
    return address


def email_key(address: str) -> str:
    """Comparison key: two addresses are the same if they differ only in case."""
    return address.casefold()


def parse_postcode(raw: object) -> str:
    """A Dutch postcode as ``4331 GE``; ``4331ge`` is accepted.

    :raises InvalidInput: ``input.postcode``
    """
    match = _POSTCODE.fullmatch(tidy(raw).upper())
    if match is None or match[2] in NOT_GIVEN_OUT:
        raise InvalidInput("input.postcode", "Geef een postcode zoals 4331 LK.")
    return f"{match[1]} {match[2]}"


def parse_address(raw: object) -> str:
    """An address on one line, as ``Badhuisstraat 12, 4381 AB Vlissingen``; abroad too.

    :raises InvalidInput: ``input.address`` without a street and a number, ``input.medical``, or as `parse_text`
    """
    text = parse_free_text(raw, longest=LONGEST_ADDRESS)
    if not _ADDRESS.search(text):
        raise InvalidInput("input.address", "Geef straat, huisnummer, postcode en plaats: Badhuisstraat 12, 4381 AB Vlissingen.")
    return text
