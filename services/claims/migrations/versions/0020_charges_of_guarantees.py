"""what Perspectief is charged month by month for the guarantees that it pays"""
import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'guarantee_charge',
        sa.Column('sanction_id', sa.String(length=36), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('month', sa.String(length=7), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('charged_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['sanction_id'], ['guarantee.sanction_id'],
                                name=op.f('fk_guarantee_charge_sanction_id_guarantee')),
        sa.PrimaryKeyConstraint('sanction_id', 'number', name=op.f('pk_guarantee_charge')))
