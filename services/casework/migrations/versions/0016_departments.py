"""departments of employees"""
import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('employee', sa.Column('department', sa.String(length=80), nullable=True))
