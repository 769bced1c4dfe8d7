"""`calculate password`: every rule that a password violates for a user name."""
from typing import Any

from cli.casefile.strict_input import Key, read_record, text
from services.identity.domain.login.password import check_password

LINE = {"username": Key(text), "password": Key(text)}


def calculate_password(line: dict[str, Any]) -> dict[str, Any]:
    """The codes of the violated rules and, in the same order, the messages for the user."""
    given = read_record(line, "", LINE)
    broken = check_password(given["username"], given["password"])
    return {
        "ok": not broken,
        "violations": [violation.code for violation in broken],
        "messages": [violation.message for violation in broken],
    }
