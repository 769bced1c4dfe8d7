"""accounts found by company name, and by names without accents"""
import sqlalchemy as sa
from alembic import op

from shared.kernel.folding import fold

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _fold('account', 'id', 'search_text', ('first_name', 'infix', 'last_name', 'username', 'email'))
    _fold('policy', 'policy_number', 'search_name', ('company_name',))


def _fold(name: str, key: str, column: str, parts: tuple[str, ...]) -> None:
    op.add_column(name, sa.Column(column, sa.Text(), nullable=True))
    table = sa.table(name, *(sa.column(each, sa.String) for each in (key, column, *parts)))
    connection = op.get_bind()
    rows = connection.execute(sa.select(table.c[key], *(table.c[part] for part in parts))).all()
    if rows:
        connection.execute(
            sa.update(table).where(table.c[key] == sa.bindparam('key')).values({column: sa.bindparam('folded')}),
            [{'key': row[0], 'folded': fold(' '.join(part for part in row[1:] if part))} for row in rows])
    op.alter_column(name, column, nullable=False)
