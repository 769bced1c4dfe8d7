"""talks, warnings, contacts and progress reports that were taken back; those of before stand"""
import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

TABLES = ('conflict_step', 'warning', 'track_contact', 'track_report')


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column('withdrawn_on', sa.Date(), nullable=True))
        op.add_column(table, sa.Column('withdrawn_by', sa.String(length=80), nullable=True))
        op.add_column(table, sa.Column('withdrawal_reason', sa.String(length=16), nullable=True))
