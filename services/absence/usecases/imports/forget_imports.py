"""Delete what was sent in files and is not needed any more: nobody keeps a payroll file at the insurer."""
from datetime import date, timedelta

from sqlalchemy import delete, select, update

from services.absence.domain.employee_import import ImportState
from services.absence.store.imports import EmployeeImport, ImportedRow
from shared.db.session import Session
from shared.kernel.clock import noon

DAYS_UNANSWERED, DAYS_REFUSED = 7, 90


def forget_imports(session: Session, *, today: date) -> None:
    """Delete imports whose question nobody answered for a week, and cells of rows that were refused 90 days ago [assumption]."""
    unanswered = select(EmployeeImport.import_id).where(
        EmployeeImport.state.in_((ImportState.MAPPING, ImportState.ASKING)),
        EmployeeImport.sent_at < noon(today - timedelta(days=DAYS_UNANSWERED)))
    session.execute(delete(ImportedRow).where(ImportedRow.import_id.in_(unanswered)))
    session.execute(delete(EmployeeImport).where(EmployeeImport.import_id.in_(unanswered)))
    before = noon(today - timedelta(days=DAYS_REFUSED))
    finished = select(EmployeeImport.import_id).where(EmployeeImport.finished_at < before)
    session.execute(update(ImportedRow).where(ImportedRow.import_id.in_(finished), ImportedRow.cells.is_not(None))
                    .values(cells=None))
