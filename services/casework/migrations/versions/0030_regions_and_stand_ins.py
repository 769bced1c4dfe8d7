"""regions of consultants and who stands in; consultants of before work in the whole country"""
import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'consultant_regions',
        sa.Column('consultant_id', sa.String(length=80), nullable=False),
        sa.Column('regions', sa.ARRAY(sa.String(length=16)), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('consultant_id', name=op.f('pk_consultant_regions')))
    op.create_table(
        'stand_in',
        sa.Column('stand_in_id', sa.String(length=36), nullable=False),
        sa.Column('absent_id', sa.String(length=80), nullable=False),
        sa.Column('account_id', sa.String(length=80), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('stand_in_id', name=op.f('pk_stand_in')))
    op.create_index('ix_stand_in_account_id', 'stand_in', ['account_id'])
    op.create_index('ix_stand_in_absent_id', 'stand_in', ['absent_id'])
