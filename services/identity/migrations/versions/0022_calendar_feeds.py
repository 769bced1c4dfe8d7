"""calendar feeds"""
import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendar_feed',
    sa.Column('secret_digest', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('employer_id', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_calendar_feed_account_id_account')),
    sa.PrimaryKeyConstraint('secret_digest', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('account_id', 'employer_id', name=op.f('uq_calendar_feed_account_id_employer_id'))
    )
