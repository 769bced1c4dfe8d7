"""Whether a text says something about somebody's health, by a list of words and the shape of sentences (domain.md §7.2, §7.3).

The list is `medical.toml`. Spelling that hides a word is undone first: accents, full-width letters, letters apart, digits for
letters and look-alikes of other scripts.
"""
import re
import tomllib
from pathlib import Path

from shared.kernel.folding import fold

_LIST = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_SINGLE = frozenset(word for word in _LIST["words"] if " " not in word)
_SEVERAL = tuple(word for word in _LIST["words"] if " " in word)
_SUFFIXES = tuple(_LIST["suffixes"])
_ORDINARY = frozenset(_LIST["ordinary"])
_PHRASES = re.compile(r"\b(?:" + "|".join(_LIST["phrases"]) + ")")
_CODES = re.compile("|".join(_LIST["codes"]))

_APART = re.compile(r"\b\w(?:([ .\-_*·])\w){3,}(?:\1)?(?!\w)")
_JOINED = re.compile(r"(?<=\w)[-_*·](?=\w)")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = str.maketrans("013457", "oieast")
_LOOK_ALIKE = str.maketrans("авеікмнорстухԁѕ", "abeikmhopctyxds")


def mentions_illness(text: str) -> bool:
    """Whether the text names an illness, a treatment or a complaint.

    Words of which an illness is only a part pass, because they are professions; `burn-out` counts as one word.
    """
    if _CODES.search(text):
        return True
    plain = fold(text).translate(_LOOK_ALIKE)
    together = _APART.sub(lambda found: re.sub(r"[^\w]|_", "", found[0]), plain)
    readings = {_JOINED.sub("", plain), _JOINED.sub("", together)}
    return any(_is_about_health(reading) for reading in readings)


def _is_about_health(text: str) -> bool:
    found = _WORD.findall(text.replace("@", "a").replace("$", "s"))
    words = [word if word.isdigit() else word.translate(_DIGITS) for word in found]
    spaced = " ".join(words)
    return (any(word in _SINGLE or (word.endswith(_SUFFIXES) and word not in _ORDINARY) for word in words)
            or "burn out" in spaced or any(f" {several} " in f" {spaced} " for several in _SEVERAL)
            or _PHRASES.search(spaced) is not None)
