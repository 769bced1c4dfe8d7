"""delegations of company doctors to absence consultants"""
from alembic import op
import sqlalchemy as sa

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'delegation',
        sa.Column('delegation_id', sa.String(length=36), nullable=False),
        sa.Column('consultant_id', sa.String(length=80), nullable=False),
        sa.Column('doctor_id', sa.String(length=80), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('delegation_id', name=op.f('pk_delegation')))
    op.create_index('uq_delegation_open', 'delegation', ['consultant_id'], unique=True,
                    postgresql_where=sa.text('ended_at IS NULL'))
