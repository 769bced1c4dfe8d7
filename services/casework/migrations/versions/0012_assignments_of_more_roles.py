"""assignments of doctors, labour experts and VRA, and access to dossiers in an emergency"""
from alembic import op
import sqlalchemy as sa

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'staffing',
        sa.Column('staffing_id', sa.String(length=36), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('case_number', sa.String(length=20), nullable=True),
        sa.Column('role', sa.String(length=24), nullable=False),
        sa.Column('account_id', sa.String(length=80), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_until', sa.Date(), nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['case_number'], ['dossier.absence_number'], name=op.f('fk_staffing_case_number_dossier')),
        sa.PrimaryKeyConstraint('staffing_id', name=op.f('pk_staffing')))
    op.create_index('ix_staffing_account_id', 'staffing', ['account_id'], unique=False)
    op.create_index('ix_staffing_employer_id_role', 'staffing', ['employer_id', 'role'], unique=False)
    op.create_table(
        'emergency_access',
        sa.Column('access_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('account_id', sa.String(length=80), nullable=False),
        sa.Column('reason', sa.String(length=16), nullable=False),
        sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
                                name=op.f('fk_emergency_access_absence_number_dossier')),
        sa.PrimaryKeyConstraint('access_id', name=op.f('pk_emergency_access')))
    op.create_index('ix_emergency_access_absence_number_account_id', 'emergency_access', ['absence_number', 'account_id'],
                    unique=False)
    op.add_column('reading', sa.Column('emergency_reason', sa.String(length=16), nullable=True))
    for name in ('is_doctor', 'is_labour_expert', 'is_vra'):
        op.add_column('staff_member', sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        op.alter_column('staff_member', name, server_default=None)
