"""wages by which premium years were calculated"""
import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'premium_wage',
        sa.Column('policy_number', sa.String(length=40), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('basis', sa.String(length=12), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('annual_wage', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['policy_number', 'year'], ['premium_year.policy_number', 'premium_year.year'],
                                name=op.f('fk_premium_wage_policy_number_premium_year')),
        sa.PrimaryKeyConstraint('policy_number', 'year', 'basis', 'employee_id', 'starts_on', name=op.f('pk_premium_wage')))
