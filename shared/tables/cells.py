"""Text of cells that no spreadsheet takes for a formula."""
import re

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*", re.ASCII)
_STARTS = tuple("=+-@\t\r'")


def safe_text(value: object) -> str:
    """The text of a cell; what a spreadsheet would run gets an apostrophe before it, which `plain_text` takes off."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_STARTS) and not _NUMBER.fullmatch(text) else text


def plain_text(text: str) -> str:
    """The value of a cell that `safe_text` wrote."""
    return text[1:] if text[:1] == "'" and text[1:2] in _STARTS else text
