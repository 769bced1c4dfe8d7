"""What must hold when all has come to rest, whatever went wrong on the way."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cli.chaos.counts import Counts
from shared.bus.port import Record
from shared.db.session import Database


class Kind(StrEnum):
    """As what a violation counts."""

    LOST = "lost"
    DOUBLED = "doubled"
    OUT_OF_ORDER = "out of order"


@dataclass(frozen=True, slots=True)
class Finding:
    """An invariant that does not hold, in words."""

    kind: Kind
    sentence: str

    @property
    def counts(self) -> Counts:
        """As it is added up."""
        return Counts(lost=self.kind is Kind.LOST, doubled=self.kind is Kind.DOUBLED,
                      out_of_order=self.kind is Kind.OUT_OF_ORDER)

    def __str__(self) -> str:
        return f"{self.kind}: {self.sentence}"


Log = Mapping[tuple[str, int], Sequence[Record]]
"""Everything on the bus, by topic and partition."""


class Houses(Protocol):
    """The database of each service, by name."""

    def __getitem__(self, service: str) -> Database: ...


def lost(sentence: str) -> Finding:
    """Something is missing."""
    return Finding(Kind.LOST, sentence)


def doubled(sentence: str) -> Finding:
    """Something is there twice."""
    return Finding(Kind.DOUBLED, sentence)


def out_of_order(sentence: str) -> Finding:
    """Something stands as an older fact left it."""
    return Finding(Kind.OUT_OF_ORDER, sentence)
