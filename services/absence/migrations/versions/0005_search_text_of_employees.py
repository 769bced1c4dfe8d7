"""search text of employees"""
import sqlalchemy as sa
from alembic import op

from shared.kernel.folding import fold

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('employee', sa.Column('search_text', sa.String(240), nullable=True))
    employee = sa.table('employee', *(sa.column(name, sa.String) for name in (
        'employee_id', 'first_name', 'infix', 'last_name', 'employee_number', 'search_text')))
    connection = op.get_bind()
    rows = connection.execute(sa.select(employee)).all()
    for row in rows:
        parts = (row.first_name, row.infix, row.last_name, row.employee_number)
        text = fold(' '.join(part for part in parts if part))
        connection.execute(sa.update(employee).where(employee.c.employee_id == row.employee_id).values(search_text=text))
    op.alter_column('employee', 'search_text', nullable=False)
