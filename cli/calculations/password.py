"""`calculate password`: every rule that a password violates for a user name."""
from typing import Any

from cli.casefile.strict_input import Key, read_record, text
from services.identity.domain.login.common_passwords import is_common
from services.identity.domain.login.password import check_password

LINE = {"username": Key(text), "password": Key(text)}


def calculate_password(line: dict[str, Any]) -> dict[str, Any]:
    """The codes of the violated rules of R-195 … R-198 and, in the same order, the messages for the user.

    `common` says whether the portal refuses it because many people use it; the rules themselves allow such a password.
    """
    given = read_record(line, "", LINE)
    broken = check_password(given["username"], given["password"])
    return {
        "ok": not broken,
        "violations": [violation.code for violation in broken],
        "messages": [violation.message for violation in broken],
        "common": is_common(given["password"]),
    }
