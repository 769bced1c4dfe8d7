"""Store a file of employees for the worker; the same file sent twice is one import until it is done."""
from typing import Any

from sqlalchemy import insert

from services.absence.domain.employee_import import ImportState, RowResult, WagePeriod
from services.absence.store.imports import EmployeeImport, ImportedRow, find_unfinished
from services.absence.usecases.employees.add_employee import employer_of, lock_numbers
from services.absence.usecases.imports.read_row import RowRefused, fitted
from services.absence.usecases.imports.table import Table, TableRow
from services.absence.usecases.imports.wage_period import settle
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.observability.tracing import current_trace


def send_file(session: Session, *, actor: Actor, table: Table, sha256: str, wage_period: WagePeriod | None) -> EmployeeImport:
    """Store the rows of a file, without the columns that are not read.

    :param sha256: of the file
    :param wage_period: what the sender says of the wages; None leaves it to the head, or to a question
    :raises RuleViolated: ``import.wage_period`` if head and sender contradict each other
    """
    employer_id = employer_of(actor)
    lock_numbers(session, employer_id)
    known = find_unfinished(session, employer_id, sha256)
    if known is not None:
        return _answered(session, known, wage_period)
    period = settle(table.wage_period, wage_period)
    columns = [(head, field) for head, field in zip(table.heads, table.fields, strict=True) if field is not None]
    sent = EmployeeImport(
        import_id=new_id(), employer_id=employer_id, actor_id=actor.account_id, sha256=sha256, wage_period=period,
        correlation_id=current_trace().correlation_id, sent_at=session.clock.now(),
        state=ImportState.ASKING if period is None else ImportState.WAITING, fields=[field for _, field in columns],
        heads=[head for head, _ in columns], left_out=table.left_out, skipped=table.skipped, total=len(table.rows),
        added=0, changed=0, unchanged=0, refused=0, set_aside=0, worked_at=None, finished_at=None)
    session.add(sent)
    session.flush()
    session.execute(insert(ImportedRow), [_row(sent, row, table) for row in table.rows])
    session.flush()
    return sent


def _answered(session: Session, known: EmployeeImport, wage_period: WagePeriod | None) -> EmployeeImport:
    """The unfinished import of the same file; if it waits for the wage period and the sender gives it, it continues."""
    if known.state == ImportState.ASKING and wage_period is not None:
        known.wage_period, known.state = wage_period, ImportState.WAITING
        session.flush()
    return known


def _row(sent: EmployeeImport, row: TableRow, table: Table) -> dict[str, Any]:
    """The columns of a row to store: its cells, or the error if they do not match the heads."""
    kept: dict[str, Any] = {"import_id": sent.import_id, "number": row.number, "cells": None, "result": None, "errors": []}
    try:
        cells = fitted(row.cells, len(table.fields))
    except RowRefused as refusal:
        sent.count(RowResult.REFUSED)
        return kept | {"result": RowResult.REFUSED, "errors": refusal.errors}
    return kept | {"cells": [cell for cell, field in zip(cells, table.fields, strict=True) if field is not None]}
