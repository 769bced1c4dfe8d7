"""Findings of the invariants that must hold after a run has settled."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cli.chaos.counts import Counts
from shared.bus.port import Record
from shared.db.session import Database


class Kind(StrEnum):
    """The total to which a violation counts."""

    LOST = "lost"
    DOUBLED = "doubled"
    OUT_OF_ORDER = "out of order"


@dataclass(frozen=True, slots=True)
class Finding:
    """A violated invariant, described in one sentence."""

    kind: Kind
    sentence: str

    @property
    def counts(self) -> Counts:
        """The finding as totals."""
        return Counts(lost=self.kind is Kind.LOST, doubled=self.kind is Kind.DOUBLED,
                      out_of_order=self.kind is Kind.OUT_OF_ORDER)

    def __str__(self) -> str:
        return f"{self.kind}: {self.sentence}"


Log = Mapping[tuple[str, int], Sequence[Record]]
"""All records on the bus, by topic and partition."""


class ServiceDatabases(Protocol):
    """The database of each service, by name."""

    def __getitem__(self, service: str) -> Database: ...


def lost(sentence: str) -> Finding:
    """Return a finding about a missing effect or event."""
    return Finding(Kind.LOST, sentence)


def doubled(sentence: str) -> Finding:
    """Return a finding about a repeated effect."""
    return Finding(Kind.DOUBLED, sentence)


def out_of_order(sentence: str) -> Finding:
    """Return a finding about events out of order or an outdated copy."""
    return Finding(Kind.OUT_OF_ORDER, sentence)
