"""The allow-list of data that is handed over to VRA with an order (R-065), read from `hand_over.toml`."""
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path


class OutsideHandOver(TypeError):
    """A field is not on the allow-list."""


@cache
def handed_over_fields() -> tuple[str, ...]:
    """The names of the fields, in the order of the list."""
    return tuple(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["fields"])


def check_hand_over(names: Iterable[str]) -> None:
    """Refuse fields that may not be handed over.

    :raises OutsideHandOver: naming them
    """
    outside = sorted(set(names) - set(handed_over_fields()))
    if outside:
        raise OutsideHandOver(f"not on the allow-list of the hand-over to VRA: {', '.join(outside)}")
