"""search names of policies"""
import sqlalchemy as sa
from alembic import op

from shared.kernel.folding import fold

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('policy_version', sa.Column('search_name', sa.String(400), nullable=True))
    version = sa.table('policy_version', sa.column('company_name', sa.String), sa.column('search_name', sa.String))
    connection = op.get_bind()
    for name in connection.scalars(sa.select(version.c.company_name).distinct()).all():
        connection.execute(sa.update(version).where(version.c.company_name == name).values(search_name=fold(name)))
    op.alter_column('policy_version', 'search_name', nullable=False)
