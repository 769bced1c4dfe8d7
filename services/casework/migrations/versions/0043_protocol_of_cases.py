"""protocol of cases"""
from alembic import op
import sqlalchemy as sa

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty is another protocol than any: the daily job derives the steps again.
    op.add_column('composite_case', sa.Column('protocol', sa.String(length=16), nullable=False, server_default=''))
    op.alter_column('composite_case', 'protocol', server_default=None)
