"""versions of dossiers"""
from alembic import op
import sqlalchemy as sa

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('dossier', sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    op.alter_column('dossier', 'version', server_default=None)
