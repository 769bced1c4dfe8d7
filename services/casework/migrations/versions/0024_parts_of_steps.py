"""parts of steps that need two parties; what was recorded before counts for both"""
import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('completion', sa.Column('party', sa.String(length=24), nullable=True))
    op.add_column('step', sa.Column('pending_party', sa.String(length=24), nullable=True))
    op.add_column('step', sa.Column('pending_on', sa.Date(), nullable=True))
