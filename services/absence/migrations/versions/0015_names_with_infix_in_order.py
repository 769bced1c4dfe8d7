"""names with an infix in the last name in order"""
import sqlalchemy as sa
from alembic import op

from shared.kernel.names import name_key

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

LONGEST_SORT_NAME = 120
BEGINS_SMALL = "last_name ~ '^(''|’|‘|ʼ|[a-z])'"
FILL = sa.text('UPDATE employee SET sort_name = filled.sort_name FROM (SELECT unnest(CAST(:ids AS text[])) AS employee_id,'
               ' unnest(CAST(:sorted AS text[])) AS sort_name) AS filled WHERE employee.employee_id = filled.employee_id')


def upgrade() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text(f'SELECT employee_id, first_name, last_name FROM employee WHERE {BEGINS_SMALL}')).all()
    connection.execute(FILL, {'ids': [row.employee_id for row in rows], 'sorted': [
        name_key(row.first_name, row.last_name)[:LONGEST_SORT_NAME] for row in rows]})
