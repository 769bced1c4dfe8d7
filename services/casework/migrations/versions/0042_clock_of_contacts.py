"""pauses of the clock of contacts, and whom the consultant calls at an employer"""
import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'contact_pause',
        sa.Column('pause_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('reason', sa.String(length=24), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
                                name=op.f('fk_contact_pause_absence_number_dossier')),
        sa.PrimaryKeyConstraint('pause_id', name=op.f('pk_contact_pause')))
    op.create_index('ix_contact_pause_absence_number_due_on', 'contact_pause', ['absence_number', 'due_on'], unique=False)
    op.create_index('ix_contact_pause_employee_id_due_on', 'contact_pause', ['employee_id', 'due_on'], unique=False)
    op.create_table(
        'employer_contact',
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('phone', sa.String(length=16), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('employer_id', name=op.f('pk_employer_contact')))
