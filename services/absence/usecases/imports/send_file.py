"""Store a file of employees for the worker; the same file sent twice is one import until it is done."""
from collections.abc import Sequence
from typing import Any

from psycopg.types.json import Jsonb

from services.absence.domain.employee_import import ImportState, RowResult, WagePeriod
from services.absence.store.imports import EmployeeImport, FieldError, find_unfinished
from services.absence.usecases.employees.add_employee import employer_of, lock_numbers
from services.absence.usecases.imports.read_row import RowRefused, fitted
from services.absence.usecases.imports.repeated import repeated_numbers
from services.absence.usecases.imports.table import Table, check_columns
from services.absence.usecases.imports.wage_period import settle
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.observability.tracing import current_trace

COLUMNS = ("import_id", "number", "cells", "result", "errors")


def send_file(session: Session, *, actor: Actor, table: Table, sha256: str, wage_period: WagePeriod | None,
              is_reviewed: bool = False) -> EmployeeImport:
    """Store the rows of a file, without the columns that are not read.

    :param sha256: of the file
    :param wage_period: what the sender says of the wages; None leaves it to the head, or to a question
    :param is_reviewed: whether the sender looks at the columns first; the columns that are not read are stored until then
    :raises RuleViolated: ``import.wage_period`` if head and sender contradict each other, or as `check_columns`
    """
    employer_id = employer_of(actor)
    lock_numbers(session, employer_id)
    known = find_unfinished(session, employer_id, sha256)
    if known is not None:
        return _answered(session, known, wage_period)
    if not is_reviewed:
        check_columns(table.heads, table.fields)
    period = settle(table.wage_period, wage_period)
    kept = [at for at, field in enumerate(table.fields) if at not in table.never_kept and (field is not None or is_reviewed)]
    state = ImportState.MAPPING if is_reviewed else ImportState.ASKING if period is None else ImportState.WAITING
    sent = EmployeeImport(
        import_id=new_id(), employer_id=employer_id, actor_id=actor.account_id, sha256=sha256, wage_period=period,
        correlation_id=current_trace().correlation_id, sent_at=session.clock.now(), state=state,
        fields=[table.fields[at] for at in kept], heads=[table.heads[at] for at in kept],
        left_out=[table.heads[at] for at in sorted(table.never_kept)] if is_reviewed else table.left_out,
        skipped=table.skipped, total=len(table.rows), added=0, changed=0, unchanged=0, refused=0, set_aside=0, worked_at=None,
        finished_at=None)
    session.add(sent)
    rows = _rows(sent, table, kept)
    session.flush()
    _store(session, sent, rows)
    return sent


def _answered(session: Session, known: EmployeeImport, wage_period: WagePeriod | None) -> EmployeeImport:
    """The unfinished import of the same file; if it waits for the wage period and the sender gives it, it continues."""
    if known.state == ImportState.ASKING and wage_period is not None:
        known.wage_period, known.state = wage_period, ImportState.WAITING
        session.flush()
    return known


def _rows(sent: EmployeeImport, table: Table, kept: Sequence[int]) -> list[tuple[int, list[str] | None, list[FieldError]]]:
    """Number, cells and errors of each row; a row that is refused already is counted."""
    repeated = {} if sent.state == ImportState.MAPPING else repeated_numbers(
        table.fields, [(row.number, row.cells) for row in table.rows])
    rows: list[tuple[int, list[str] | None, list[FieldError]]] = []
    for row in table.rows:
        try:
            cells, errors = [fitted(row.cells, len(table.fields))[at] for at in kept], repeated.get(row.number, [])
        except RowRefused as refusal:
            cells, errors = None, refusal.errors
        if errors:
            sent.count(RowResult.REFUSED)
        rows.append((row.number, cells, errors))
    return rows


def _store(session: Session, sent: EmployeeImport, rows: Sequence[tuple[int, list[str] | None, list[FieldError]]]) -> None:
    """Copy the rows into their table, a tenth of the time of inserting them."""
    connection: Any = session.connection().connection.driver_connection
    with connection.cursor().copy(f"COPY imported_row ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for number, cells, errors in rows:
            copy.write_row((sent.import_id, number, cells, RowResult.REFUSED if errors else None, Jsonb(errors)))
