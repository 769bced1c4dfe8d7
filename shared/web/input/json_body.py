"""Strict JSON parsing: limits on depth and number size, no duplicate names, no surrogates."""
import json
import re
from collections.abc import Iterable
from typing import Any

DEEPEST = 20
LONGEST_NUMBER = 18
"""Number of digits that always fits a database integer."""

_SURROGATES = re.compile(r"[\ud800-\udfff]")


class JsonRefused(ValueError):
    """The body is not JSON, or exceeds the limits of this parser.

    :ivar code: stable, like ``json.too_deep``
    :ivar message: Dutch
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def read_json(raw: bytes) -> Any:
    """The value of a JSON text in UTF-8.

    :raises JsonRefused: ``json.malformed``, ``json.too_deep``, ``json.number_too_long``, ``json.not_a_number``,
        ``json.name_twice``, ``json.character``
    """
    try:
        value = json.loads(raw.decode("utf-8"), parse_int=_whole, parse_constant=_no_number,
                           object_pairs_hook=_each_once)
    except JsonRefused:
        raise
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise JsonRefused("json.malformed", "Het verzoek is geen leesbare JSON.") from None
    if raw.count(b"[") + raw.count(b"{") > DEEPEST or b"\\u" in raw:
        _check(value, 0)
    return value


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, str) and _SURROGATES.search(value):
        raise JsonRefused("json.character", "Het verzoek bevat een teken dat niet bestaat.")
    if isinstance(value, dict):
        for name, inner in value.items():
            _check(name, depth)
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)


def _too_deep() -> JsonRefused:
    return JsonRefused("json.too_deep", f"Het verzoek is dieper genest dan {DEEPEST} niveaus.")


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise JsonRefused("json.number_too_long", f"Een getal heeft hoogstens {LONGEST_NUMBER} cijfers.")
    return int(digits)


def _no_number(name: str) -> Any:
    raise JsonRefused("json.not_a_number", f"{name} is geen getal.")


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    pairs = list(pairs)
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonRefused("json.name_twice", f"Het veld {twice[:40]!r} staat er twee keer.")
    return value
