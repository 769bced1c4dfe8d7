"""Process rows of imports: a chunk in a transaction, a single row, or setting a failed row aside."""
from collections.abc import Sequence

from services.absence.domain.employee_import import ImportState, RowResult, WagePeriod
from services.absence.store.imports import (
    EmployeeImport,
    ImportedRow,
    find_next_import,
    list_waiting_rows,
)
from services.absence.usecases.imports.table import TableRow
from services.absence.usecases.imports.take_row import Taken, take_all
from shared.db.session import Session
from shared.fields.text import MEDICAL
from shared.kernel.actor import Actor
from shared.observability.tracing import new_trace, set_actor, working_on

TOGETHER = 250
"""Rows that share a transaction as long as none of them fails."""
FAULT = {"field": "", "code": "import.set_aside",
         "message": "Deze rij lukte niet door een fout bij ons. Wij weten ervan; u hoeft niets opnieuw te doen."}


def take_rows(session: Session, *, at_most: int = TOGETHER) -> str | None:
    """Process the next rows of the next import.

    :returns: the id of that import; None if there is none
    """
    sent = find_next_import(session)
    if sent is None:
        return None
    _take(session, sent, list_waiting_rows(session, sent.import_id, at_most))
    sent.state, sent.worked_at = ImportState.RUNNING, session.clock.now()
    _finish(session, sent)
    return sent.import_id


def find_next_row(session: Session) -> tuple[str, int] | None:
    """Import id and number of the next row to process."""
    sent = find_next_import(session)
    rows = list_waiting_rows(session, sent.import_id, 1) if sent else []
    return (rows[0].import_id, rows[0].number) if rows else None


def take_single_row(session: Session, *, import_id: str, number: int) -> None:
    """Process a row without a result or set aside; a row with another result is not changed."""
    sent, row = _locked(session, import_id, number)
    if row.result not in (None, RowResult.SET_ASIDE):
        return
    if row.result is not None:
        sent.count(row.result, by=-1)
    _take(session, sent, [row])
    _finish(session, sent)


def put_row_aside(session: Session, *, import_id: str, number: int) -> bool:
    """Mark a failed row as set aside.

    :returns: False if another worker has processed it
    """
    sent, row = _locked(session, import_id, number)
    if row.result is not None:
        return False
    row.result, row.errors = RowResult.SET_ASIDE, [FAULT]
    sent.count(RowResult.SET_ASIDE)
    _finish(session, sent)
    return True


def _locked(session: Session, import_id: str, number: int) -> tuple[EmployeeImport, ImportedRow]:
    sent = session.get_one(EmployeeImport, import_id, with_for_update=True)
    return sent, session.get_one(ImportedRow, (import_id, number))


def _take(session: Session, sent: EmployeeImport, rows: Sequence[ImportedRow]) -> None:
    actor = Actor(sent.actor_id, sent.employer_id, frozenset({"EMPLOYEE_DATA"}))
    with working_on(new_trace(sent.correlation_id)):
        set_actor(sent.actor_id)
        results = take_all(session, actor=actor, fields=sent.fields, wage_period=WagePeriod(sent.wage_period or WagePeriod.YEAR),
                           rows=[TableRow(row.number, row.cells or []) for row in rows])
    for row, taken in zip(rows, results, strict=True):
        row.result, row.employee_id, row.errors = taken.result, taken.employee_id, list(taken.errors)
        row.cells = _worth_keeping(sent, row, taken)
        sent.count(taken.result)


def _worth_keeping(sent: EmployeeImport, row: ImportedRow, taken: Taken) -> list[str] | None:
    """The cells to store: those of a refused row, which the sender can download, without cells that name an illness."""
    if taken.result is not RowResult.REFUSED or row.cells is None:
        return None
    medical = {error["field"] for error in taken.errors if error["code"] == MEDICAL}
    if not medical or len(row.cells) != len(sent.fields):
        return row.cells
    return ["" if field in medical else cell for field, cell in zip(sent.fields, row.cells, strict=True)]


def _finish(session: Session, sent: EmployeeImport) -> None:
    if sent.handled == sent.total and sent.state != ImportState.DONE:
        sent.state, sent.finished_at = ImportState.DONE, session.clock.now()
