"""A file of employees with recognised columns; `read_row` parses its cells."""
from dataclasses import dataclass

from services.absence.domain.employee_import import WagePeriod


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the file.

    :ivar number: line or row number in the file
    """

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file below its heads.

    :ivar fields: the field of each column; None for a column that is not read
    :ivar wage_period: wage period according to the head; None if the head does not say
    :ivar skipped: number of blank rows and title lines
    """

    heads: list[str]
    fields: list[str | None]
    wage_period: WagePeriod | None
    rows: list[TableRow]
    skipped: int

    @property
    def left_out(self) -> list[str]:
        """Heads of the columns that are not read."""
        return [head for head, field in zip(self.heads, self.fields, strict=True) if field is None and head]
