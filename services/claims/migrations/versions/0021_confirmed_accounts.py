"""confirmed accounts"""
import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'account_confirmation',
        sa.Column('policy_number', sa.String(length=40), nullable=False),
        sa.Column('iban', sa.String(length=34), nullable=False),
        sa.Column('confirmed_by', sa.String(length=80), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('usable_from', sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint('policy_number', 'iban', name=op.f('pk_account_confirmation')))
    op.create_index('ix_transfer_policy_number', 'transfer', ['policy_number'], unique=False)
