"""Temporary passwords: valid for the first login only, and for a limited time (R-192, R-193)."""
from collections.abc import Callable, Sequence
from datetime import date, timedelta

VALID_DAYS = 14
_GROUPS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")
_LENGTH = 12


def valid_until(issued_on: date) -> date:
    """The last day of validity."""
    return issued_on + timedelta(days=VALID_DAYS)


def generate(*, choose: Callable[[Sequence[str]], str], is_allowed: Callable[[str], bool]) -> str:
    """Twelve lower-case letters, upper-case letters and digits, without ambiguous ones such as l and 1.

    :param choose: picks a random character; `secrets.choice`
    :param is_allowed: the password rules for the account; generation repeats until they are met
    """
    while True:
        password = "".join(choose(_GROUPS[n % len(_GROUPS)]) for n in range(_LENGTH))
        if is_allowed(password):
            return password
