"""Validates payment files against the XSD of the standard, independent of the code that writes them."""
from functools import cache
from importlib.resources import files
from typing import Any

TRANSFER, DIRECT_DEBIT = "pain.001.001.09", "pain.008.001.08"


def is_valid_payment_file(content: bytes, schema: str = TRANSFER) -> bool:
    """Whether the content is valid against an XSD, by default that of pain.001."""
    try:
        return bool(_schema(schema).is_valid(content.decode("utf-8")))
    except (UnicodeDecodeError, ValueError, SyntaxError):
        return False


@cache
def _schema(name: str) -> Any:
    from xmlschema import XMLSchema  # compiling the schema is slow, so it is done on first use
    return XMLSchema(str(files("sepaxml") / "schemas" / f"{name}.xsd"))
