"""Is a payment file what the bank takes: checked against the schema of the standard, not by who made it."""
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMA = "pain.001.001.09"


def is_valid_payment_file(content: bytes) -> bool:
    """Whether it is a pain.001 file as its XSD says."""
    try:
        return bool(_schema().is_valid(content.decode("utf-8")))
    except (UnicodeDecodeError, ValueError, SyntaxError):
        return False


@cache
def _schema() -> Any:
    from xmlschema import XMLSchema  # compiling takes a moment, and only who has a file to check needs it
    return XMLSchema(str(files("sepaxml") / "schemas" / f"{SCHEMA}.xsd"))
