"""The characters that every SEPA bank accepts: the basic Latin set (EPC 217-08)."""
import re

from text_unidecode import unidecode

from shared.kernel.refusals import RuleViolated

NAME_LENGTH = 70
TEXT_LENGTH = 140
ID_LENGTH = 35

_OUTSIDE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_SPACES = re.compile(r" +")
_SLASHES = re.compile(r"/{2,}")


class NotWritable(RuleViolated):
    """A name has no character in the basic Latin set, so a payment file cannot name the party."""


def to_latin(text: str, *, length: int) -> str:
    """The text in the basic Latin set: transliterated, other characters as spaces, cut to a length; may be empty."""
    plain = _OUTSIDE.sub(" ", unidecode(text.replace("&", "+")))
    plain = _SLASHES.sub("/", _SPACES.sub(" ", plain)).strip(" /")
    return plain[:length].rstrip(" /")


def latin_name(name: str) -> str:
    """A name for a payment file.

    :raises NotWritable: ``payee.name`` if it has no letter and no digit
    """
    written = to_latin(name, length=NAME_LENGTH)
    if not any(character.isalnum() for character in written):
        raise NotWritable("payee.name", "De naam van de rekeninghouder heeft geen letter of cijfer dat een bank kan lezen.",
                          field="name")
    return written
