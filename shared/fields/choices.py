"""Choices from a list, and booleans."""
from collections.abc import Iterable

from shared.fields.invalid import InvalidInput


def parse_choice(raw: object, allowed: Iterable[str]) -> str:
    """One of the allowed words, in exactly that spelling.

    :raises InvalidInput: ``input.choice``; the message lists the allowed words
    """
    words = tuple(allowed)
    if not isinstance(raw, str) or raw not in words:
        raise InvalidInput("input.choice", f"Kies {in_words(words)}.")
    return raw


def parse_boolean(raw: object) -> bool:
    """JSON's `true` or `false`; 1, "true" and "ja" are neither.

    :raises InvalidInput: ``input.boolean``
    """
    if not isinstance(raw, bool):
        raise InvalidInput("input.boolean", "Kies ja of nee: true of false.")
    return raw


def in_words(words: Iterable[str]) -> str:
    """The words as a Dutch enumeration: ``A, B of C``."""
    *first, last = words
    return f"{', '.join(first)} of {last}" if first else last
