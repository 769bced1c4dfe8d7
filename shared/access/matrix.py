"""The access matrix: which kind, right and role may read or change a group of fields (domain.md §7.5)."""
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from shared.kernel.actor import Actor

FILE = Path(__file__).with_name("matrix.toml")
KINDS = ("MAIN_CONTACT", "COLLEAGUE", "THIRD_PARTY", "CLIENT")
"""Kinds of the accounts that act for an employer."""
LEAST = "THIRD_PARTY"
"""What an employer's account counts as whose token names no kind, or an unknown one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A reader with the right that it needs.

    :ivar reader: a kind of account or a role of staff
    :ivar right: None if the reader needs none
    """

    reader: str
    right: str | None = None

    @classmethod
    def of(cls, text: str) -> Self:
        """From ``COLLEAGUE SICK_REPORTS`` or ``insurer_claims``."""
        reader, _, right = text.partition(" ")
        return cls(reader, right or None)

    def admits(self, actor: Actor) -> bool:
        """Whether the entry is about this actor."""
        if actor.employer_id is None:
            return self.reader in actor.roles
        return self.reader == kind_of(actor) and (self.right is None or self.right in actor.rights)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of fields, with those who may change it and those who may read it."""

    title: str
    writers: tuple[Entry, ...]
    readers: tuple[Entry, ...]

    def may_read(self, actor: Actor) -> bool:
        """Whether the actor sees the fields."""
        return any(entry.admits(actor) for entry in self.readers)

    def may_write(self, actor: Actor) -> bool:
        """Whether the actor may change the fields."""
        return any(entry.admits(actor) for entry in self.writers)


def kind_of(actor: Actor) -> str:
    """The kind of an employer's account; without one it sees what a third party sees."""
    return actor.kind if actor.kind in KINDS else LEAST


@cache
def groups() -> Mapping[str, Group]:
    """The matrix, by the name of the group."""
    rows = tomllib.loads(FILE.read_text())
    return {name: Group(row["title"], _entries(row["write"]), _entries((*row["write"], *row["read"])))
            for name, row in rows.items()}


def _entries(texts: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(Entry.of(text) for text in texts)
