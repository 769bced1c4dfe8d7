"""Fields of the customer on an invoice: street, city and number at the trade register."""
import re

from shared.fields.text import parse_pattern, parse_text

LONGEST_STREET, LONGEST_CITY = 100, 80
_STREET = re.compile(r"(?=.*[^\W\d_]).* \d.*")
_CITY = re.compile(r"['’]?[^\W\d_].*")
_KVK = re.compile(r"[0-9]{8}")


def parse_street(raw: object) -> str:
    """A street with its house number, or a post-office box with its number.

    :raises InvalidInput: ``input.street``, or as `parse_text`
    """
    text = parse_text(raw, longest=LONGEST_STREET)
    return parse_pattern(text, _STREET, code="input.street", message="Geef straat en huisnummer, zoals Badhuisstraat 12.")


def parse_city(raw: object) -> str:
    """The name of a place.

    :raises InvalidInput: ``input.city``, or as `parse_text`
    """
    text = parse_text(raw, longest=LONGEST_CITY)
    return parse_pattern(text, _CITY, code="input.city", message="Geef een plaats, zoals Vlissingen.")


def parse_kvk_number(raw: object) -> str:
    """A number at the Dutch trade register, of eight digits.

    :raises InvalidInput: ``input.kvk_number``
    """
    return parse_pattern(raw, _KVK, code="input.kvk_number", message="Geef een KvK-nummer van acht cijfers.")
