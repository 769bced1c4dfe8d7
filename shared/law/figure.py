"""A statutory figure: its values with the dates between which each holds, read from the data in `figures/`."""
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from shared.kernel.refusals import RuleViolated
from shared.law.units import READERS, Unit

DATA = Path(__file__).with_name("figures")
ONE_DAY = timedelta(days=1)


class NoFigureInForce(RuleViolated):
    """No value of the figure is known for that day."""

    def __init__(self, key: str, day: date) -> None:
        super().__init__("law.no_figure_in_force",
                         f"Voor {day:%d-%m-%Y} is geen wettelijk cijfer bekend ({key}).")
        self.key = key
        self.day = day


class DataInvalid(ValueError):
    """The data in `figures/` contradict themselves; names the figure and the reason."""


class ReferenceDay(StrEnum):
    """Which day selects the value: a day of the case, contract or document, never the present day."""

    TODAY = "TODAY"
    FIRST_SICK_DAY = "FIRST_SICK_DAY"
    WAGE_DAY = "WAGE_DAY"
    LEAVE_BEGINS = "LEAVE_BEGINS"
    DECISION = "DECISION"
    CONTRACT_ENDS = "CONTRACT_ENDS"
    AGE_REACHED = "AGE_REACHED"
    AGREEMENT_SIGNED = "AGREEMENT_SIGNED"
    YEAR_OF_ACCRUAL = "YEAR_OF_ACCRUAL"
    CLAIM_DUE = "CLAIM_DUE"
    HARMFUL_EVENT = "HARMFUL_EVENT"
    DEFAULT_BEGINS = "DEFAULT_BEGINS"
    NOTICE_SENT = "NOTICE_SENT"
    SUPPLY = "SUPPLY"
    DOCUMENT_MADE = "DOCUMENT_MADE"
    TERM_ENDS = "TERM_ENDS"


class EndBasis(StrEnum):
    """What is known about the last day of a value."""

    READ = "READ"
    EXPECTED = "EXPECTED"
    NOT_READ = "NOT_READ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One value of a figure.

    :ivar given: the value as written in the data; `value` is the same, typed by its unit
    :ivar is_floor: the value already held on `valid_from` and its first day was not traced, so it is used for earlier
        days too
    :ivar valid_to: last day; None if the newest published text has this value
    :ivar end_basis: whether `valid_to` was published, is expected, or is the limit of the research
    :ivar source: article of law, or a public page
    """

    given: Any
    value: object
    valid_from: date
    is_floor: bool
    valid_to: date | None
    end_basis: EndBasis
    source: str


@dataclass(frozen=True)
class Figure:
    """One statutory figure through time.

    :ivar subject: heading under which it is listed
    :ivar meaning: one line that says what it is
    :ivar rows: by first day, none overlapping
    """

    key: str
    subject: str
    meaning: str
    unit: Unit
    reference_day: ReferenceDay
    rows: tuple[Row, ...]
    _starts: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(row.valid_from for row in self.rows))

    def find_on(self, day: date) -> Row | None:
        """The row in force on a day, or None."""
        at = max(bisect_right(self._starts, day) - 1, 0)
        row = self.rows[at]
        if day < row.valid_from and not row.is_floor:
            return None
        return None if row.valid_to is not None and day > row.valid_to else row

    def on(self, day: date) -> Row:
        """The row in force on a day.

        :raises NoFigureInForce: if no value is known for it
        """
        row = self.find_on(day)
        if row is None:
            raise NoFigureInForce(self.key, day)
        return row


def read_figures(folder: Path = DATA) -> dict[str, Figure]:
    """Every figure of the data by key, in the order of the files.

    :raises DataInvalid: for rows out of order or overlapping, and for a key that occurs twice
    """
    found: dict[str, Figure] = {}
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        subject = content.pop("subject")
        for key, table in content.items():
            if key in found:
                raise DataInvalid(f"{key}: the key occurs twice")
            found[key] = figure_of(key, subject, table)
    return found


def figure_of(key: str, subject: str, table: Mapping[str, Any]) -> Figure:
    """The figure that one table of the data describes.

    :raises DataInvalid: for rows out of order or overlapping
    """
    unit = Unit(table["unit"])
    return Figure(key=key, subject=subject, meaning=table["meaning"], unit=unit,
                  reference_day=ReferenceDay(table.get("reference_day", ReferenceDay.TODAY)),
                  rows=tuple(_rows(key, unit, table["rows"])))


def _rows(key: str, unit: Unit, given: list[Mapping[str, Any]]) -> Iterable[Row]:
    starts = [row["from"] for row in given]
    if not starts or starts != sorted(set(starts)):
        raise DataInvalid(f"{key}: the rows need first days in ascending order")
    for row, following in zip(given, [*starts[1:], None], strict=True):
        latest = following - ONE_DAY if following is not None else None
        valid_to = row.get("to", latest)
        if valid_to is not None and (valid_to < row["from"] or (latest is not None and valid_to > latest)):
            raise DataInvalid(f"{key}: the row from {row['from']} cannot end on {valid_to}")
        if row.get("floor", False) and row is not given[0]:
            raise DataInvalid(f"{key}: only the first row can be a floor")
        yield Row(given=row["value"], value=READERS[unit](row["value"]), valid_from=row["from"],
                  is_floor=row.get("floor", False), valid_to=valid_to, source=row["source"],
                  end_basis=EndBasis(row.get("end_basis", EndBasis.READ)))
