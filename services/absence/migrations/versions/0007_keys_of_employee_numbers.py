"""keys of employee numbers"""
import sqlalchemy as sa
from alembic import op

from shared.fields.identifiers import employee_number_key

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('employee', sa.Column('number_key', sa.String(40), nullable=True))
    employee = sa.table('employee', *(sa.column(name, sa.String) for name in ('employee_id', 'employee_number', 'number_key')))
    connection = op.get_bind()
    for row in connection.execute(sa.select(employee)).all():
        connection.execute(sa.update(employee).where(employee.c.employee_id == row.employee_id).values(
            number_key=employee_number_key(row.employee_number)))
    op.alter_column('employee', 'number_key', nullable=False)
    op.create_index('ix_employee_number_key', 'employee', ['employer_id', 'number_key'])
