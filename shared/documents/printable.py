"""Text that the fonts of documents can print: PDF/UA refuses a character without a glyph."""
import unicodedata
from functools import cache
from pathlib import Path

from text_unidecode import unidecode

_RANGES = Path(__file__).parent / "fonts" / "characters.txt"
_NOT_TEXT = ("Cc", "Cf", "Cs", "Co", "Cn")
MISSING = "?"


@cache
def characters() -> frozenset[str]:
    """The characters with a glyph."""
    found: set[str] = set()
    for line in _RANGES.read_text().split():
        first, last = line.split("-")
        found.update(map(chr, range(int(first, 16), int(last, 16) + 1)))
    return frozenset(sign for sign in found if unicodedata.category(sign) not in _NOT_TEXT)


def printable(text: str) -> str:
    """The text in NFC; a character without a glyph is written in Latin letters, a control character as a space.

    Invisible marks, such as soft hyphens and those that change the direction of text, are left out.
    """
    known = characters()
    return "".join(sign if sign in known else _in_latin(sign) for sign in unicodedata.normalize("NFC", text))


def _in_latin(sign: str) -> str:
    if sign == "\n":
        return sign
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""
    if category in _NOT_TEXT:
        return " "
    return unidecode(sign) or MISSING
