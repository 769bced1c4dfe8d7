"""Passwords that many people use, which are refused besides the rules of R-195 … R-198 (ASVS 5.0, 6.2.4)."""
import gzip
import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

_LIST = Path(__file__).parent / "data" / "common-passwords.txt.gz"
_DUTCH = frozenset({
    "welkom", "wachtwoord", "geheim", "inloggen", "ontzorg", "verzuim", "ziekmelding", "perspectief", "zeeuwse", "camas",
    "lente", "zomer", "herfst", "winter", "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
    "september", "oktober", "november", "december", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag",
    "zondag", "nederland", "holland", "zeeland", "amsterdam", "rotterdam", "utrecht", "middelburg", "ajax", "feyenoord"})
_AFFIX = re.compile(r"^[\d\W_]+|[\d\W_]+$")
_LOOKALIKES = str.maketrans("0134578", "oieastb")


def is_common(password: str) -> bool:
    """Whether it is a common password, a common word with digits or punctuation around it, or one with digits for letters."""
    plain = normalize("NFKC", password).casefold()
    stem = _AFFIX.sub("", plain)
    return stem in _DUTCH or not _common_passwords().isdisjoint({plain, stem, plain.translate(_LOOKALIKES)})


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset(gzip.decompress(_LIST.read_bytes()).decode().split("\n"))
