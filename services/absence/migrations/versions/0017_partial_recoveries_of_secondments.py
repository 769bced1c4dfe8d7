"""partial recoveries of secondments"""
from alembic import op
import sqlalchemy as sa

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('prepared_recovery',
    sa.Column('placement_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('recovered_pct', sa.Numeric(precision=5, scale=2), nullable=False),
    sa.Column('wage_value_month', sa.BigInteger(), nullable=False),
    sa.Column('contract_wage_month', sa.BigInteger(), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('placement_id', name=op.f('pk_prepared_recovery'))
    )
    op.create_index(op.f('ix_prepared_recovery_absence_number'), 'prepared_recovery', ['absence_number'], unique=False)
    op.add_column('mutation', sa.Column('placement_id', sa.String(length=36), nullable=True))
