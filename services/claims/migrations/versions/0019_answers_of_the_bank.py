"""answers of the bank"""
import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('transfer', sa.Column('confirmed_on', sa.Date(), nullable=True))
    op.add_column('transfer', sa.Column('refusal', sa.String(length=35), nullable=True))
    op.create_table(
        'bank_answer',
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('account_id', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('digest', name=op.f('pk_bank_answer')))
