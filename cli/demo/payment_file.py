"""Validates payment files against the XSD of the standard, independent of the code that writes them."""
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMA = "pain.001.001.09"


def is_valid_payment_file(content: bytes) -> bool:
    """Whether the content is valid against the XSD of pain.001."""
    try:
        return bool(_schema().is_valid(content.decode("utf-8")))
    except (UnicodeDecodeError, ValueError, SyntaxError):
        return False


@cache
def _schema() -> Any:
    from xmlschema import XMLSchema  # compiling the schema is slow, so it is done on first use
    return XMLSchema(str(files("sepaxml") / "schemas" / f"{SCHEMA}.xsd"))
