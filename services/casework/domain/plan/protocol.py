"""The protocol: the steps of `protocol.toml` with the rule by which each date is counted, by the first sick day of the case."""
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from services.casework.domain.plan.kinds import Kind, Nature, Party, code_of
from shared.law.in_force import FiguresInForce

FILE = Path(__file__).with_suffix(".toml")


class ProtocolInvalid(ValueError):
    """The file does not describe a protocol."""


class Anchor(StrEnum):
    """What a date is counted from; the file explains each."""

    SICK_DAY = "SICK_DAY"
    REPORT = "REPORT"
    STEP = "STEP"
    PREVIOUS = "PREVIOUS"
    REQUEST = "REQUEST"
    LAST_DAY = "LAST_DAY"
    RECOVERY_REPORT = "RECOVERY_REPORT"
    SANCTION_DECISION = "SANCTION_DECISION"
    SANCTION_RECEIPT = "SANCTION_RECEIPT"
    SANCTION_END = "SANCTION_END"


class When(StrEnum):
    """The cases to which a step is limited."""

    LABOUR_CONFLICT = "LABOUR_CONFLICT"
    SAFETY_NET = "SAFETY_NET"
    SECOND_TRACK = "SECOND_TRACK"
    WAGE_SANCTION = "WAGE_SANCTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of days: figures of the law, and days besides.

    :ivar law, plus, minus: names of figures in `shared.law`; empty for none
    """

    days: int = 0
    working_days: int = 0
    law: str = ""
    plus: str = ""
    minus: str = ""

    def __post_init__(self) -> None:
        unknown = [name for name in (self.law, self.plus, self.minus) if name and not hasattr(FiguresInForce, name)]
        if unknown:
            raise ValueError(f"the law has no figure {unknown[0]}")

    def in_force(self, figures: FiguresInForce) -> int:
        """The number by the law of the case; working days if `working_days` is given."""
        counted = _figure(figures, self.law) + _figure(figures, self.plus) - _figure(figures, self.minus)
        return self.working_days or counted + self.days


def _figure(figures: FiguresInForce, name: str) -> int:
    value = getattr(figures, name) if name else 0
    return value if isinstance(value, int) else int(value.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """How a step is counted in the cases that began in a period; the file says what its values mean."""

    valid_from: date
    valid_until: date | None = None
    rule: str
    article: str
    anchor: Anchor
    count: Count
    after: str = ""
    opens: Count | None = None
    target: Count | None = None
    lapses: Count | None = None
    latest: Count | None = None
    when: When | None = None
    may_deviate: bool = False
    until_pension: bool = False

    def is_in_force(self, day: date) -> bool:
        """Whether it holds for cases that begin on a day, unless a later version does."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Basis:
    """How a due date is explained: the rule, the article, and the count in Dutch."""

    rule: str
    article: str
    count: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """All steps in their order, and their versions, oldest first.

    :ivar digest: changes with the content of the file
    """

    kinds: Mapping[str, Kind]
    versions: Mapping[str, tuple[Version, ...]]
    digest: str

    @classmethod
    def of(cls, text: str) -> "Protocol":
        """Read the content of a file.

        :raises ProtocolInvalid: with the step and what is wrong with it
        """
        kinds, versions = {}, {}
        for code, table in tomllib.loads(text).items():
            try:
                rows = table.pop("versions")
                kinds[code_of(code)] = _kind(table)
                versions[code_of(code)] = tuple(sorted((_version(row) for row in rows), key=lambda row: row.valid_from))
            except (KeyError, TypeError, ValueError) as problem:
                raise ProtocolInvalid(f"{code}: {problem}") from problem
        unknown = {row.after for rows in versions.values() for row in rows if row.after} - kinds.keys()
        if unknown:
            raise ProtocolInvalid(f"no such step: {', '.join(sorted(unknown))}")
        return cls(kinds, versions, hashlib.sha256(text.encode()).hexdigest()[:16])

    def on(self, day: date) -> Mapping[str, Version]:
        """By code, the versions for cases that begin on a day."""
        found = {code: [row for row in rows if row.valid_from <= day] for code, rows in self.versions.items()}
        return {code: rows[-1] for code, rows in found.items() if rows and rows[-1].is_in_force(day)}


def _kind(table: dict[str, Any]) -> Kind:
    table["responsible"] = Party(table["responsible"])
    table["nature"] = Nature(table.get("nature", Nature.DUTY))
    return Kind(**table)


def _version(row: dict[str, Any]) -> Version:
    values: dict[str, Any] = {
        name: Count(**value) if isinstance(value, dict) else value for name, value in row.items()}
    anchor, after, when = Anchor(values.pop("from")), code_of(values.pop("after", "")), values.pop("when", None)
    return Version(anchor=anchor, after=after, when=When(when) if when else None, **values)


@cache
def protocol() -> Protocol:
    """The protocol of the file."""
    return Protocol.of(FILE.read_text(encoding="utf-8"))


@lru_cache(4096)
def versions_on(day: date) -> Mapping[str, Version]:
    """By code, the versions of the file for cases that begin on a day."""
    return protocol().on(day)


def kind_of(code: str) -> Kind:
    """The properties of a step of the protocol."""
    return protocol().kinds[code]


def is_series(code: str) -> bool:
    """Whether a plan can hold the step any number of times, each counted from the one before."""
    return protocol().versions[code][-1].anchor is Anchor.PREVIOUS
