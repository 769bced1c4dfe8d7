"""names of employees in order, and open absences of an employer"""
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.kernel.folding import fold

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

AT_ONCE = 5_000
LONGEST_SORT_NAME = 120
NAMES = ('employee_id', 'first_name', 'infix', 'last_name', 'employee_number', 'function', 'department')
FILL = sa.text('UPDATE employee SET search_text = filled.search_text, sort_name = filled.sort_name FROM (SELECT'
               ' unnest(CAST(:ids AS text[])) AS employee_id, unnest(CAST(:searched AS text[])) AS search_text,'
               ' unnest(CAST(:sorted AS text[])) AS sort_name) AS filled WHERE employee.employee_id = filled.employee_id')


def upgrade() -> None:
    op.add_column('employee', sa.Column('sort_name', sa.String(LONGEST_SORT_NAME, collation='C'), nullable=True))
    op.alter_column('employee', 'search_text', type_=sa.Text(), existing_nullable=False)
    employee = sa.table('employee', *(sa.column(name, sa.String) for name in NAMES))
    connection = op.get_bind()
    rows = connection.execute(sa.select(employee)).all()
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start:start + AT_ONCE]
        connection.execute(FILL, {'ids': [row.employee_id for row in some], 'searched': [search_text(row) for row in some],
                                  'sorted': [sort_name(row) for row in some]})
    op.alter_column('employee', 'sort_name', nullable=False)
    op.create_index('ix_employee_name_of_employer', 'employee', ['employer_id', 'sort_name', 'employee_id'])
    op.create_index('ix_employee_name', 'employee', ['sort_name', 'employee_id'])
    op.drop_index('ix_employee_employer_id', table_name='employee')
    op.create_index('ix_absence_open', 'absence', ['employer_id', 'absence_number'],
                    postgresql_where=sa.text("status IN ('REPORTED', 'PARTIALLY_RECOVERED')"))


def search_text(row: Any) -> str:
    before = joined((row.first_name, row.infix))
    return fold(joined((f'{before} {row.last_name}, {before}', row.employee_number, row.function, row.department)))


def sort_name(row: Any) -> str:
    return f'{fold(row.last_name)}  {fold(row.first_name)}'[:LONGEST_SORT_NAME]


def joined(parts: Sequence[str | None]) -> str:
    return ' '.join(part for part in parts if part)
