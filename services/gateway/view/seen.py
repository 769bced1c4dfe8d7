"""What a form showed when it was made, so that a page can name what somebody else changed since."""
import json

VERSION, SHOWN = "versie", "gezien"
"""Hidden fields of a form that changes something."""
STALE = frozenset({"version.stale", "employee_data.version_conflict"})
"""Codes of a service that refuses a change of what was changed meanwhile."""

Facts = dict[str, str]
"""What is shown, by what it is called."""


def written(facts: Facts) -> str:
    """Facts as a hidden field carries them."""
    return json.dumps(facts, ensure_ascii=False)


def read(text: str) -> Facts:
    """Facts from a hidden field; none if somebody altered it."""
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in facts.items()} if isinstance(facts, dict) else {}


def sentence_of_changes(before: Facts, now: Facts) -> str:
    """What changed, in a sentence for the visitor."""
    changed = [f"{name} was {before[name]} en is nu {value}" for name, value in now.items() if before.get(name, value) != value]
    what = f": {'; '.join(changed)}" if changed else ""
    return f"Iemand anders heeft dit intussen gewijzigd{what}. Kijk na wat u heeft ingevuld en verstuur het dan opnieuw."
