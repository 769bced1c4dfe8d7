"""Rows of one file that give the same employee number to different data (two people on one number)."""
from collections.abc import Sequence

from services.absence.store.imports import FieldError
from shared.fields.identifiers import employee_number_key


def repeated_numbers(fields: Sequence[str | None], rows: Sequence[tuple[int, Sequence[str]]]) -> dict[int, list[FieldError]]:
    """The rows whose number an earlier row has with other data; equal rows may repeat.

    :param rows: number and cells of each row
    :returns: the error of each such row, by its number
    """
    at = fields.index("employee_number")
    first: dict[str, tuple[int, Sequence[str]]] = {}
    found: dict[int, list[FieldError]] = {}
    for number, cells in rows:
        if len(cells) <= at or not cells[at]:
            continue
        earlier, same = first.setdefault(employee_number_key(cells[at]), (number, cells))
        if list(same) != list(cells):
            found[number] = [{"field": "employee_number", "code": "import.number_twice",
                              "message": f"Dit nummer staat ook op regel {earlier}, met andere gegevens. Geef elke werknemer een "
                                         "eigen nummer, of laat één regel staan."}]
    return found
