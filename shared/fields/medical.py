"""Words about illness that an employer's free text may not contain (domain.md §7.2, §7.3)."""
import re
from itertools import pairwise

from shared.kernel.folding import fold

_WORDS = frozenset({
    "adhd", "aids", "alzheimer", "angststoornis", "anorexia", "artrose", "astma", "autisme", "beenbreuk", "bipolair",
    "blessure", "borderline", "borstkanker", "burnout", "chemo", "chemokuur", "copd", "corona", "covid", "darmkanker",
    "depressie", "depressief", "depressies", "diabetes", "eczeem", "epilepsie", "epileptisch", "geopereerd",
    "gordelroos", "griep", "hartaanval", "hartfalen", "hartinfarct", "hartkwaal", "hernia", "hersenbloeding",
    "hersenschudding", "herseninfarct", "hersentumor", "hiv", "huidkanker", "kanker", "kankerpatient", "leukemie",
    "longkanker", "longontsteking", "migraine", "miskraam", "nekklachten", "overspannen", "overspannenheid",
    "parkinson", "postnataal", "psychose", "psychotisch", "ptss", "reuma", "rugklachten", "schizofreen",
    "schizofrenie", "slokdarmkanker", "suicidaal", "tbc", "tumor", "uitgezaaid", "verslaafd", "whiplash", "zwanger",
    "zwangerschap", "zwangerschapsklachten", "ziekenhuisopname",
})
"""Matched as whole words: 'diabetesverpleegkundige' is a profession, 'diabetes' an illness."""

_SPLIT = re.compile(r"[^a-z0-9]+")


def mentions_illness(text: str) -> bool:
    """Whether a word of the text names an illness; `burn-out` counts as one word."""
    words = _SPLIT.split(fold(text))
    pairs = (first + second for first, second in pairwise(words))
    return any(word in _WORDS for word in words) or "burnout" in pairs
