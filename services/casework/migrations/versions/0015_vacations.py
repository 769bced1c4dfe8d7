"""vacations during sickness, and arrangements about extra holidays"""
from alembic import op
import sqlalchemy as sa

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'vacation',
        sa.Column('vacation_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('start', sa.Date(), nullable=False),
        sa.Column('end', sa.Date(), nullable=False),
        sa.Column('status', sa.String(length=12), nullable=False),
        sa.Column('doubt', sa.Boolean(), nullable=False),
        sa.Column('doctor_answer', sa.String(length=12), nullable=True),
        sa.Column('holidays', sa.String(length=12), nullable=False),
        sa.Column('weekly_hours', sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column('contract_hours', sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column('consent_on', sa.Date(), nullable=True),
        sa.Column('written_consent', sa.String(length=40), nullable=True),
        sa.Column('arrangement', sa.String(length=12), nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('answered_by', sa.String(length=80), nullable=True),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_vacation_absence_number_dossier')),
        sa.PrimaryKeyConstraint('vacation_id', name=op.f('pk_vacation')))
    op.create_index('ix_vacation_absence_number', 'vacation', ['absence_number'], unique=False)
    op.create_table(
        'holiday_arrangement',
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('days_per_year', sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column('rule', sa.String(length=12), nullable=False),
        sa.Column('source', sa.String(length=12), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('employer_id', name=op.f('pk_holiday_arrangement')))
