"""names folded as everywhere: apostrophes and hyphens of any kind are plain ones"""
import sqlalchemy as sa
from alembic import op

from shared.kernel.folding import fold

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    for name, key in (('employee', 'employee_id'), ('composite_case', 'case_number')):
        table = sa.table(name, sa.column(key, sa.String), sa.column('search_name', sa.String))
        for row in connection.execute(sa.select(table).where(table.c.search_name.op('~')('[^ -~]'))).all():
            connection.execute(sa.update(table).where(table.c[key] == row[0]).values(search_name=fold(row[1])))
