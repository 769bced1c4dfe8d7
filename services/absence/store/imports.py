"""Imports of employees: each file that was sent, as far as it was read, and the result of each of its rows."""
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ARRAY, ForeignKey, Index, String, Text, exists, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, aliased, mapped_column

from services.absence.domain.employee_import import UNFINISHED, ImportState, RowResult, WagePeriod
from services.absence.store.base import Base
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound

LONGEST_HEAD = 120
FieldError = dict[str, str]
"""What is wrong with a cell: `field`, `code` and the Dutch `message`."""


class EmployeeImport(Base):
    """A file of employees sent by an account.

    :ivar sha256: of the whole file, to recognise the same one; the file itself is not stored, because it may contain data that
        must not be kept, such as a BSN
    :ivar fields: the fields of its columns, in the order of the file; None for a column that is not read, which is not stored
        any more once the sender has looked at the columns
    :ivar heads: their heads in the file
    :ivar left_out: heads of the columns that were not read
    :ivar skipped: number of title lines and blank rows
    :ivar worked_at: when a worker last took rows of it
    :ivar version: rises with each change; the ETag
    """

    __tablename__ = "employee_import"
    __table_args__ = (
        Index("ix_employee_import_employer_id", "employer_id", "import_id"),
        Index("ix_employee_import_unfinished", "import_id", postgresql_where=text("state IN ('WAITING', 'RUNNING')")))
    import_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[str] = mapped_column(String(80))
    correlation_id: Mapped[str] = mapped_column(String(80))
    sent_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[ImportState] = mapped_column(String(10))
    wage_period: Mapped[WagePeriod | None] = mapped_column(String(20))
    fields: Mapped[list[str | None]] = mapped_column(ARRAY(String(20)))
    heads: Mapped[list[str]] = mapped_column(ARRAY(Text))
    left_out: Mapped[list[str]] = mapped_column(ARRAY(Text))
    skipped: Mapped[int]
    total: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    set_aside: Mapped[int]
    worked_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    @property
    def handled(self) -> int:
        """The number of rows with a result."""
        return self.added + self.changed + self.unchanged + self.refused + self.set_aside

    def count(self, result: RowResult, by: int = 1) -> None:
        """Count a row that received a result, or lost it."""
        name = RowResult(result).value.lower()
        setattr(self, name, getattr(self, name) + by)


class KnownColumn(Base):
    """The field of a column as an employer chose it before.

    :ivar head: its head, folded
    :ivar field: None for a column that is not read
    """

    __tablename__ = "known_column"
    employer_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    head: Mapped[str] = mapped_column(String(LONGEST_HEAD), primary_key=True)
    field: Mapped[str | None] = mapped_column(String(20))


class ImportedRow(Base):
    """A row of a file.

    :ivar number: line or row number in the file
    :ivar cells: the cells of the columns in `fields` of the import; None after the row was processed
    """

    __tablename__ = "imported_row"
    __table_args__ = (Index("ix_imported_row_waiting", "import_id", "number", postgresql_where=text("result IS NULL")),)
    import_id: Mapped[str] = mapped_column(ForeignKey(EmployeeImport.import_id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    cells: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    result: Mapped[RowResult | None] = mapped_column(String(10))
    employee_id: Mapped[str | None] = mapped_column(String(36))
    errors: Mapped[list[FieldError]] = mapped_column(JSONB)


def get_import(session: Session, import_id: str, actor: Actor, *, lock: bool = False) -> EmployeeImport:
    """An import of the actor's employer.

    :raises NotFound: ``import.not_found``
    """
    found = session.get(EmployeeImport, import_id, with_for_update=lock or None)
    if found is None or not actor.may_see(found.employer_id):
        raise NotFound("import.not_found", "Deze import bestaat niet.")
    return found


def list_known_columns(session: Session, employer_id: str) -> dict[str, str | None]:
    """Fields by head, as the employer chose them before."""
    query = select(KnownColumn.head, KnownColumn.field).where(KnownColumn.employer_id == employer_id)
    return {row.head: row.field for row in session.execute(query)}


def find_unfinished(session: Session, employer_id: str, sha256: str) -> EmployeeImport | None:
    """An import of the same file that is not done."""
    return session.scalar(select(EmployeeImport).where(
        EmployeeImport.employer_id == employer_id, EmployeeImport.sha256 == sha256,
        EmployeeImport.state != ImportState.DONE).limit(1))


def find_next_import(session: Session) -> EmployeeImport | None:
    """Lock and return the import to process next: an employer's oldest, with all employers taking turns.

    :returns: None if there is none, or other workers hold all
    """
    earlier = aliased(EmployeeImport)
    is_behind = exists().where(earlier.employer_id == EmployeeImport.employer_id, earlier.state.in_(UNFINISHED),
                               earlier.import_id < EmployeeImport.import_id)
    query = select(EmployeeImport).where(EmployeeImport.state.in_(UNFINISHED), ~is_behind)
    turn = (EmployeeImport.worked_at.nulls_first(), EmployeeImport.import_id)
    return session.scalar(query.order_by(*turn).limit(1).with_for_update(skip_locked=True, of=EmployeeImport))


def list_waiting_rows(session: Session, import_id: str, limit: int) -> Sequence[ImportedRow]:
    """The first rows of an import that have no result yet."""
    return session.scalars(select(ImportedRow).where(ImportedRow.import_id == import_id, ImportedRow.result.is_(None))
                           .order_by(ImportedRow.number).limit(limit)).all()


def list_first_rows(session: Session, import_id: str, limit: int) -> Sequence[ImportedRow]:
    """The first rows of an import that have cells."""
    return session.scalars(select(ImportedRow).where(ImportedRow.import_id == import_id, ImportedRow.cells.is_not(None))
                           .order_by(ImportedRow.number).limit(limit)).all()


def list_refused_rows(session: Session, import_id: str) -> Sequence[ImportedRow]:
    """The rows of an import that were refused, in the order of the file."""
    return session.scalars(select(ImportedRow).where(
        ImportedRow.import_id == import_id, ImportedRow.result == RowResult.REFUSED).order_by(ImportedRow.number)).all()
