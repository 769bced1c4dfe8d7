"""Dutch use of names in lists: the infix does not count for the order, and stands behind (``Berg, Anna van den``)."""
import re

from shared.kernel.folding import fold

_LEADING = re.compile(r"(?:(?:van|von|de|den|der|het|te|ten|ter|in|op|uit|aan|bij|voor|over|onder|la|le|du|di|da|el|"
                      r"['’‘ʼ][tsn]) )+(?=\S)")
"""Infixes before a last name, in small letters: with a capital they are part of the name, as in Belgium."""


def part_infix(last_name: str) -> tuple[str, str]:
    """The infix that a last name begins with, empty without one, and the rest."""
    leading = _LEADING.match(last_name)
    return (leading[0].strip(), last_name[leading.end():]) if leading else ("", last_name)


def listed_name(first_name: str, infix: str, last_name: str) -> str:
    """Berg, Anna van den; the infix may also stand at the beginning of the last name."""
    leading, rest = part_infix(last_name)
    before = " ".join(part for part in (first_name, infix, leading) if part)
    return f"{rest}, {before}".strip(", ")


def name_key(first_name: str, last_name: str) -> str:
    """By what names are sorted: folded, the last name without infix, two spaces, the first name.

    A shorter last name comes before a longer one that begins with it.
    """
    return f"{fold(part_infix(last_name)[1])}  {fold(first_name)}"
