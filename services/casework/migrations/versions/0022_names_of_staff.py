"""names and work phones of staff, which come with the next event of each"""
import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('staff_member', sa.Column('name', sa.String(length=242), nullable=True))
    op.add_column('staff_member', sa.Column('phone', sa.String(length=16), nullable=True))
