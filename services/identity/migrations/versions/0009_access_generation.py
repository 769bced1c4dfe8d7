"""generation of access

Tokens of before this migration carry no generation and are refused after the first revocation of their account.
"""
from alembic import op
import sqlalchemy as sa

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('account', sa.Column('access_generation', sa.Integer(), nullable=False, server_default='1'))
    op.alter_column('account', 'access_generation', server_default=None)
