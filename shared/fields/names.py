"""Names of people and of companies (R-188; domain.md §15.15)."""
import unicodedata

from shared.fields.invalid import InvalidInput
from shared.fields.text import parse_text

LONGEST_NAME = 80
LONGEST_INFIX = 20
LONGEST_COMPANY = 200

_APOSTROPHES = frozenset("'’‘ʼ")
_IN_A_NAME = _APOSTROPHES | frozenset("-‐. ")
_IN_A_COMPANY = _APOSTROPHES | frozenset("-‐–\"“”.,:;&+@!*#%/()°|€ ")


def parse_name(raw: object, *, longest: int = LONGEST_NAME) -> str:
    """A part of a person's name: letters, apostrophes, hyphens, points and spaces.

    It starts with a letter, or with an apostrophe and a letter (``'t Hart``).

    :raises InvalidInput: ``input.name``, ``input.name_lost``, ``input.length``, ``input.required``
    """
    text = parse_text(raw, longest=longest)
    if "?" in text or "\ufffd" in text:
        raise letters_lost()
    first = text[1:2] if text[0] in _APOSTROPHES else text[0]
    if not first or not _is_letter(first) or not all(_is_letter(s) or _is_mark(s) or s in _IN_A_NAME for s in text):
        raise InvalidInput("input.name", "Gebruik letters, spaties, punten, streepjes en apostrofs; begin met een letter.")
    return text


def letters_lost() -> InvalidInput:
    """A name holds characters that stand for letters which were lost."""
    return InvalidInput("input.name_lost", "In deze naam zijn letters verloren gegaan. Bewaar het bestand als UTF-8 of typ de "
                                           "naam opnieuw.")


def parse_infix(raw: object) -> str:
    """The infix between first and last name: ``van den``, ``'t``.

    :raises InvalidInput: as `parse_name`
    """
    return parse_name(raw, longest=LONGEST_INFIX)


def parse_company_name(raw: object) -> str:
    """A trade name: letters, digits and the signs that the trade register accepts; no emoji.

    :raises InvalidInput: ``input.company_name``, ``input.length``, ``input.required``
    """
    text = parse_text(raw, longest=LONGEST_COMPANY)
    has_word = any(_is_letter(sign) or _is_digit(sign) for sign in text)
    if not has_word or not all(_is_letter(s) or _is_digit(s) or _is_mark(s) or s in _IN_A_COMPANY for s in text):
        raise InvalidInput("input.company_name", "Gebruik letters, cijfers en gewone leestekens.")
    return text


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign).startswith("L")


def _is_mark(sign: str) -> bool:
    """Whether the character is a combining mark, part of a letter without a composed form."""
    return unicodedata.category(sign) in ("Mn", "Mc")


def _is_digit(sign: str) -> bool:
    return unicodedata.category(sign) == "Nd"
