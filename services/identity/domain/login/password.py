"""The rules for chosen passwords (R-195 … R-199).

Lengths count code points after NFC. A letter is any letter of Unicode, a digit any decimal digit. Parts of the username are found
after NFKC, so that full-width letters and ligatures count as the letters that they show.
"""
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import normalize

from services.identity.domain.login.common_passwords import is_common

SHORTEST, LONGEST = 8, 16
USERNAME_PART = 3
LEAST_CATEGORIES = 3
PUNCTUATION = frozenset(".,;:!?'\"()-_")


@dataclass(frozen=True, slots=True)
class Violation:
    """A violated rule: a stable code and a Dutch sentence."""

    code: str
    message: str


LENGTH = Violation("password.length", "Kies een wachtwoord van 8 tot en met 16 tekens.")
CONTAINS_USERNAME = Violation(
    "password.contains_username", "Gebruik in uw wachtwoord geen deel van uw gebruikersnaam van drie of meer tekens."
)
FORBIDDEN_CHARACTER = Violation(
    "password.forbidden_character",
    "Gebruik alleen letters, cijfers en deze leestekens: . , ; : ! ? ' \" ( ) - _ "
    "Tekens zoals @, $, #, % en spaties mogen niet.",
)
COMMON = Violation(
    "password.common", "Dit wachtwoord is makkelijk te raden. Kies een wachtwoord dat niet op een bekend woord lijkt."
)
CATEGORIES = Violation(
    "password.categories", "Gebruik minstens drie van deze vier: een kleine letter, een hoofdletter, een cijfer, een leesteken."
)


def check_chosen_password(username: str, password: str) -> tuple[Violation, ...]:
    """All reasons to refuse a password that a person chooses: the violated rules, and that it is common."""
    return check_password(username, password) + ((COMMON,) if is_common(password) else ())


def check_password(username: str, password: str) -> tuple[Violation, ...]:
    """All violated rules, in the order of the requirements; empty for a valid password.

    :param username: of the account; of an e-mail address only the part before the @ is used
    """
    chosen = normalize("NFC", password)
    broken = (
        (LENGTH, not SHORTEST <= len(chosen) <= LONGEST),
        (CONTAINS_USERNAME, contains_part_of(username, chosen)),
        (FORBIDDEN_CHARACTER, not all(is_allowed(sign) for sign in chosen)),
        (CATEGORIES, count_categories(chosen) < LEAST_CATEGORIES),
    )
    return tuple(violation for violation, is_broken in broken if is_broken)


def contains_part_of(username: str, password: str) -> bool:
    """Whether the password contains three or more consecutive characters of the username, ignoring case (R-196)."""
    name, _, _ = _comparable(username).partition("@")
    within = _comparable(password)
    return any(name[n:n + USERNAME_PART] in within for n in range(len(name) - USERNAME_PART + 1))


def is_allowed(sign: str) -> bool:
    """Whether the character is allowed in a password (R-197)."""
    return sign.isalpha() or sign.isdecimal() or sign in PUNCTUATION


def count_categories(password: str) -> int:
    """Number of categories among lower case, upper case, digit and punctuation; forbidden characters are ignored (R-198)."""
    categories: tuple[Callable[[str], bool], ...] = (str.islower, str.isupper, str.isdecimal, PUNCTUATION.__contains__)
    letters = [sign for sign in password if is_allowed(sign)]
    return sum(any(belongs(sign) for sign in letters) for belongs in categories)


def _comparable(text: str) -> str:
    return normalize("NFKC", normalize("NFKC", text).casefold())
