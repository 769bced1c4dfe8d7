"""A file of employees with recognised columns; `read_row` parses its cells."""
from collections.abc import Sequence
from dataclasses import dataclass

from services.absence.domain.employee_import import WagePeriod
from shared.kernel.refusals import RuleViolated

REQUIRED = {
    "employee_number": "Personeelsnummer", "first_name": "Voornaam", "last_name": "Achternaam",
    "birth_date": "Geboortedatum", "employed_from": "In dienst", "annual_wage": "Jaarloon", "contract_hours": "Uren per week",
}
"""The fields of the columns that a file must have, as people call them."""


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
    :ivar never_kept: positions of columns that are not stored at all, such as a BSN
    """

    heads: list[str]
    fields: list[str | None]
    wage_period: WagePeriod | None
    rows: list[TableRow]
    skipped: int
    never_kept: frozenset[int] = frozenset()

    @property
    def left_out(self) -> list[str]:
        """Heads of the columns that are not read."""
        return [head for head, field in zip(self.heads, self.fields, strict=True) if field is None and head]


def check_columns(heads: Sequence[str], fields: Sequence[str | None]) -> None:
    """Check that each field is in one column, and that none is missing.

    :raises RuleViolated: ``import.column_twice``, ``import.columns_missing``
    """
    for field in fields:
        if field is not None and fields.count(field) > 1:
            twice = " en ".join(head for head, other in zip(heads, fields, strict=True) if other == field)
            raise RuleViolated("import.column_twice", f"Deze kolommen zijn hetzelfde gegeven: {twice}. Laat er één staan.")
    missing = [label for field, label in REQUIRED.items() if field not in fields]
    if missing:
        raise RuleViolated("import.columns_missing", "Deze kolommen ontbreken: " + ", ".join(missing) + ".")
