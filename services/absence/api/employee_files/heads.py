"""Column heads in employee files of payroll packages and people, with the field of each; `heads.toml` has the words."""
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from services.absence.domain.employee_import import WagePeriod, head_key

_WORDS = tomllib.loads((Path(__file__).parent / "heads.toml").read_text())
_MONTHLY, _UNCLEAR, _NEVER = (frozenset(_WORDS.pop(name)["heads"]) for name in ("monthly_wage", "unclear_wage", "never"))
_FIELDS = {head: field for field, words in _WORDS.items() for head in words["heads"]}
WAGE = "annual_wage"
_WITH_ALTERNATIVES = ("first_name", "infix", "last_name", "phone", "function", "department")
_RANKS = {head: rank for words in _WORDS.values() for rank, head in enumerate(words["heads"])}
Known = Mapping[str, str | None]
"""Fields by the key of a head, as an employer chose them before; None for a head that is not read."""

LABELS: dict[str, str] = {field: words["label"] for field, words in _WORDS.items()}
"""The columns of a file as people call them."""


def field_of(head: str, known: Known) -> str | None:
    """The field of a column; None for a column that is ignored."""
    key = head_key(head)
    if is_never_read(head):
        return None
    return known[key] if key in known else _FIELDS.get(key)


def fields_of(heads: Sequence[str], known: Known) -> list[str | None]:
    """The field of each column; a wage that may be per month is used only if the file has no annual wage."""
    fields = [field_of(head, known) for head in heads]
    if WAGE not in fields:
        fields = [WAGE if is_other_wage(head) else field for head, field in zip(heads, fields, strict=True)]
    ranks = [_RANKS.get(head_key(head), 0) for head in heads]
    best = {field: min(rank for rank, other in zip(ranks, fields, strict=True) if other == field) for field in _WITH_ALTERNATIVES
            if field in fields}
    return [field if field not in best or rank == best[field] else None for field, rank in zip(fields, ranks, strict=True)]


def known_heads(cells: Sequence[str], known: Known) -> int:
    """The number of cells that are known heads."""
    return sum(field_of(cell, known) is not None or is_other_wage(cell) for cell in cells)


def is_other_wage(head: str) -> bool:
    """Whether the column holds a wage that may be per month, which is converted to a year's wage only if confirmed."""
    return head_key(head) in _MONTHLY | _UNCLEAR


def is_never_read(head: str) -> bool:
    """Whether the column holds what is not stored at all, such as a BSN."""
    return head_key(head) in _NEVER


def period_of(head: str) -> WagePeriod | None:
    """The wage period of a column; None if its head does not say."""
    key = head_key(head)
    if key in _MONTHLY:
        return WagePeriod.MONTH
    return WagePeriod.YEAR if _FIELDS.get(key) == WAGE else None
