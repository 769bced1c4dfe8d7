"""work phones of staff"""
import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('account', sa.Column('work_phone', sa.String(length=16), nullable=True))
