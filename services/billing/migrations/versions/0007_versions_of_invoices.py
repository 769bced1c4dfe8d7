"""versions of invoices"""
from alembic import op
import sqlalchemy as sa

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invoice', sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    op.alter_column('invoice', 'version', server_default=None)
