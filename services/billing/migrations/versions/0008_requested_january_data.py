"""January data that were requested"""
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('premium_year', sa.Column('data_due_on', sa.Date(), nullable=True))
    op.add_column('premium_year', sa.Column('reminders', sa.Integer(), nullable=False, server_default='0'))
    op.alter_column('premium_year', 'reminders', server_default=None)
