"""Text on one line: NFC, single spaces, no control characters."""
import re
import unicodedata

from shared.fields.invalid import InvalidInput, required
from shared.fields.medical import mentions_illness

LONGEST_SEARCH = 80
MEDICAL = "input.medical"
"""Code of a text that says something about health: it is refused, counted, and kept nowhere."""
LONGEST_NOTE = 4000
LONGEST_FILE_NAME = 300
_UNREADABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def tidy(raw: object) -> str:
    """The text in NFC with single spaces; every Unicode space becomes U+0020.

    :raises InvalidInput: ``input.text`` for another type, or for control characters and lone surrogates
    """
    if not isinstance(raw, str):
        raise InvalidInput("input.text", "Geef tekst.")
    if any(unicodedata.category(sign) in _UNREADABLE for sign in raw):
        raise InvalidInput("input.unreadable", "Gebruik alleen leesbare tekens, op één regel.")
    return " ".join(unicodedata.normalize("NFC", raw).split())


def parse_text(raw: object, *, longest: int, shortest: int = 1) -> str:
    """One line of text.

    :raises InvalidInput: ``input.required``, ``input.length``, or as `tidy`
    """
    return _of_length(tidy(raw), shortest=shortest, longest=longest)


def _of_length(text: str, *, shortest: int, longest: int) -> str:
    if not text and shortest:
        raise required()
    if not shortest <= len(text) <= longest:
        allowed = f"{shortest} tot {longest}" if shortest else f"hoogstens {longest}"
        raise InvalidInput("input.length", f"Geef {allowed} tekens.")
    return text


def parse_note(raw: object) -> str:
    """Text of a professional on one or more lines, 1 to 4000 characters.

    :raises InvalidInput: ``input.required``, ``input.length``, or as `tidy`
    """
    if not isinstance(raw, str):
        raise InvalidInput("input.text", "Geef tekst.")
    text = "\n".join(tidy(line) for line in raw.splitlines()).strip("\n")
    return _of_length(text, shortest=1, longest=LONGEST_NOTE)


def parse_free_text(raw: object, *, longest: int, shortest: int = 1) -> str:
    """One line of text without words about illness (domain.md §7.3).

    :raises InvalidInput: ``input.medical``, or as `parse_text`
    """
    return _not_medical(parse_text(raw, longest=longest, shortest=shortest))


def _not_medical(text: str) -> str:
    if mentions_illness(text):
        raise InvalidInput(MEDICAL, "Dit lijkt over gezondheid te gaan. Schrijf hier niet op wat iemand heeft: dat is alleen "
                                    "voor de bedrijfsarts. Wij hebben dit niet bewaard.")
    return text


def parse_pattern(raw: object, pattern: re.Pattern[str], *, code: str, message: str) -> str:
    """A text that matches the pattern completely; a trailing newline is refused too.

    :raises InvalidInput: with `code` and `message`
    """
    if not isinstance(raw, str) or not pattern.fullmatch(raw):
        raise InvalidInput(code, message)
    return raw


def parse_search(raw: object) -> str:
    """What a list is searched for: at most 80 characters, or none for everything."""
    return parse_text(raw, longest=LONGEST_SEARCH, shortest=0)


def parse_occupation(raw: object) -> str:
    """A job title or department, 1 to 80 characters without words about illness."""
    return parse_free_text(raw, longest=80)


def parse_explanation(raw: object) -> str:
    """An operator's explanation, 10 to 500 characters without words about illness."""
    return parse_free_text(raw, shortest=10, longest=500)


def parse_work_note(raw: object) -> str:
    """Text of a professional on one or more lines, 1 to 4000 characters without words about illness.

    :raises InvalidInput: ``input.medical``, or as `parse_note`
    """
    return _not_medical(parse_note(raw))


def parse_supplier(raw: object) -> str:
    """The name of a supplier on its invoice, 1 to 120 characters."""
    return parse_text(raw, longest=120)


def parse_invoice_number(raw: object) -> str:
    """The number of a supplier's invoice, 1 to 60 characters."""
    return parse_text(raw, longest=60)


def parse_plate(raw: object) -> str:
    """The licence plate of a vehicle, 1 to 12 characters."""
    return parse_text(raw, longest=12)


def parse_reason(raw: object) -> str:
    """The reason of a decision, 1 to 500 characters without words about illness."""
    return parse_free_text(raw, longest=500)


def parse_file_name(raw: object) -> str:
    """The name of a file, 1 to 300 characters."""
    return parse_text(raw, longest=LONGEST_FILE_NAME)


def parse_agreement(raw: object) -> str:
    """What was agreed, 1 to 500 characters without words about illness."""
    return parse_free_text(raw, longest=500)
