"""The sender says which column of a file is which, before anything is taken; it is remembered for the employer's next file."""
from collections.abc import Sequence

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from services.absence.domain.employee_import import ImportState, RowResult, WagePeriod, head_key
from services.absence.store.imports import LONGEST_HEAD, EmployeeImport, ImportedRow, KnownColumn, get_import
from services.absence.usecases.imports.repeated import repeated_numbers
from services.absence.usecases.imports.table import check_columns
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, RuleViolated, ensure_version

STRIP = text("UPDATE imported_row SET cells = ARRAY(SELECT cells[place] FROM unnest(CAST(:places AS int[])) WITH ORDINALITY "
             "AS kept (place, rank) ORDER BY rank) WHERE import_id = :import_id AND cells IS NOT NULL")
"""Leaves the columns at these places, counted from one."""


def choose_columns(session: Session, *, actor: Actor, import_id: str, fields: Sequence[str | None],
                   wage_period: WagePeriod | None = None, version: int | None = None) -> EmployeeImport:
    """Set the field of each column; the others are deleted, and the rows can be processed.

    :param fields: in the order of the columns; None for a column that is not read
    :param wage_period: None leaves it to the head, or to a question
    :raises Stale: if the import was changed since `version`
    :raises Conflict: ``import.not_mapping`` if it does not wait for this
    :raises RuleViolated: ``import.columns_count``, or as `check_columns`
    """
    found = get_import(session, import_id, actor, lock=True)
    ensure_version(version, found.version)
    if found.state != ImportState.MAPPING:
        raise Conflict("import.not_mapping", "Bij deze import zijn de kolommen al gekozen.")
    if len(fields) != len(found.heads):
        raise RuleViolated("import.columns_count", f"Noem het gegeven van alle {len(found.heads)} kolommen.", field="fields")
    check_columns(found.heads, fields)
    _remember(session, found, fields)
    _keep(session, found, fields)
    if wage_period is not None or found.wage_period is not WagePeriod.YEAR:
        found.wage_period = wage_period
    found.state = ImportState.WAITING if found.wage_period else ImportState.ASKING
    if found.refused == found.total:
        found.state, found.finished_at = ImportState.DONE, session.clock.now()
    session.flush()
    return found


def _remember(session: Session, sent: EmployeeImport, fields: Sequence[str | None]) -> None:
    chosen = {head_key(head)[:LONGEST_HEAD]: field for head, field in zip(sent.heads, fields, strict=True) if head_key(head)}
    if not chosen:
        return
    statement = insert(KnownColumn).values([{"employer_id": sent.employer_id, "head": h, "field": f} for h, f in chosen.items()])
    session.execute(statement.on_conflict_do_update(index_elements=["employer_id", "head"],
                                                    set_={"field": statement.excluded.field}))


def _keep(session: Session, sent: EmployeeImport, fields: Sequence[str | None]) -> None:
    """Delete the columns that are not read, and refuse rows that repeat a number."""
    kept = [at for at, field in enumerate(fields) if field is not None]
    sent.left_out = [*sent.left_out, *(sent.heads[at] for at, field in enumerate(fields) if field is None and sent.heads[at])]
    sent.fields, sent.heads = [fields[at] for at in kept], [sent.heads[at] for at in kept]
    session.flush()
    session.execute(STRIP, {"places": [at + 1 for at in kept], "import_id": sent.import_id})
    table = ImportedRow.__table__.c
    rows = session.execute(select(table.number, table.cells).where(
        table.import_id == sent.import_id, table.result.is_(None)).order_by(table.number)).all()
    for number, errors in repeated_numbers(sent.fields, [(row.number, row.cells) for row in rows]).items():
        row = session.get_one(ImportedRow, (sent.import_id, number))
        row.result, row.errors = RowResult.REFUSED, errors
        sent.count(RowResult.REFUSED)
