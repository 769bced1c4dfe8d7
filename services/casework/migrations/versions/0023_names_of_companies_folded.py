"""company names as they are searched and sorted"""
import sqlalchemy as sa
from alembic import op

from shared.kernel.folding import fold

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('policy', sa.Column('search_name', sa.Text(), nullable=True))
    policy = sa.table('policy', *(sa.column(name, sa.String) for name in ('policy_number', 'company_name', 'search_name')))
    connection = op.get_bind()
    if rows := connection.execute(sa.select(policy.c.policy_number, policy.c.company_name)).all():
        connection.execute(sa.update(policy).where(policy.c.policy_number == sa.bindparam('key')).values(
            search_name=sa.bindparam('folded')), [{'key': row[0], 'folded': fold(row[1])} for row in rows])
    op.alter_column('policy', 'search_name', nullable=False)
