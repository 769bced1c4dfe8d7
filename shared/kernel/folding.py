"""Text folding for search: ignores case, accents and the variants of apostrophe and hyphen (R-150)."""
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"})
_SIGNS = str.maketrans({**dict.fromkeys("’‘ʼʹ′`´", "'"), **dict.fromkeys("‐‑‒–—−", "-")})
"""Spacing accents and typographic signs; folded before decomposition, which would turn some of them into a space."""


def fold(text: str) -> str:
    """Lower case without accents, plain apostrophes and hyphens, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS).casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.translate(_LETTERS).split())
