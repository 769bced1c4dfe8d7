"""reminders of steps"""
from alembic import op
import sqlalchemy as sa

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('step_reminder',
    sa.Column('case_number', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('occurrence', sa.SmallInteger(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('mail', sa.SmallInteger(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=False),
    sa.Column('escalated', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('case_number', 'code', 'occurrence', 'last_on', 'mail', name=op.f('pk_step_reminder'))
    )
