"""referrals, shared limitations, and readings of the medical file"""
from alembic import op
import sqlalchemy as sa

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'referral',
        sa.Column('referral_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('reason_code', sa.String(length=24), nullable=False),
        sa.Column('referred_on', sa.Date(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
                                name=op.f('fk_referral_absence_number_dossier')),
        sa.PrimaryKeyConstraint('referral_id', name=op.f('pk_referral')))
    op.create_index('ix_referral_absence_number', 'referral', ['absence_number'], unique=False)
    op.create_table(
        'shared_limitations',
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('shared_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('shared_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
                                name=op.f('fk_shared_limitations_absence_number_dossier')),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_shared_limitations')))
    op.create_index('ix_shared_limitations_absence_number', 'shared_limitations', ['absence_number'], unique=False)
    op.add_column('reading', sa.Column('part', sa.String(length=8), nullable=False, server_default='FILE'))
    op.add_column('reading', sa.Column('refused', sa.Boolean(), nullable=False, server_default=sa.false()))
