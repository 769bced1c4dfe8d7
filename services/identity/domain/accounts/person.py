"""The person of an account: salutation and name (R-188), and the username derived from it."""
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from shared.fields.invalid import InvalidInput
from shared.fields.names import parse_name
from shared.kernel.refusals import Refusal, RuleViolated, Several

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,63}")


class Salutation(StrEnum):
    """Salutations."""

    MR = "Dhr."
    MS = "Mevr."
    NEUTRAL = "Neutraal"


class NameInvalid(RuleViolated):
    """The name has characters other than letters, apostrophe, hyphen and space, or an invalid length."""


class UsernameInvalid(RuleViolated):
    """The username has an invalid form."""


@dataclass(frozen=True, slots=True)
class Person:
    """Salutation and the three parts of a Dutch name.

    :raises NameInvalid: for a part that is not a name
    :raises Several: for more than one
    """

    salutation: Salutation
    first_name: str
    last_name: str
    infix: str | None = None

    def __post_init__(self) -> None:
        parts = {"first_name": self.first_name, "last_name": self.last_name}
        if self.infix is not None:
            parts["infix"] = self.infix
        wrong: list[Refusal] = [
            NameInvalid("name.invalid", "Gebruik 1 tot 80 letters, spaties, punten, streepjes en apostrofs.", field=name)
            for name, value in parts.items() if not is_name(value)
        ]
        if wrong:
            raise wrong[0] if len(wrong) == 1 else Several(wrong)

    @property
    def full_name(self) -> str:
        """First name, infix, last name."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part)


def is_name(text: str) -> bool:
    """Whether the text is a valid part of a name, by the shared field type."""
    try:
        parse_name(text)
    except InvalidInput:
        return False
    return True


def check_username(text: str) -> str:
    """The username in lower case, as it is stored.

    :raises UsernameInvalid: unless 3 to 64 letters, digits, dot, hyphen, underscore or @
    """
    username = text.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise UsernameInvalid(
            "username.invalid", "Gebruik 3 tot 64 letters, cijfers, punten of streepjes.", field="username")
    return username


def derive_username(person: Person, *, is_taken: Callable[[str], bool]) -> str:
    """First letter, infix and last name in ASCII letters: `jdevries`; with a number if that is taken."""
    base = _plain(f"{person.first_name[:1]}{person.infix or ''}{person.last_name}")[:50].ljust(3, "x")
    number, username = 1, base
    while is_taken(username):
        number += 1
        username = f"{base}{number}"
    return username


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if c.isascii() and c.isalnum())
