"""read model of steps; the job `steps` fills it for dossiers that exist"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

UNSETTLED, CASELOAD = sa.text('settled IS NULL'), sa.text('in_caseload')


def upgrade() -> None:
    days = postgresql.ARRAY(sa.Date())
    op.create_table('composite_case',
    sa.Column('case_number', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('employee_number', sa.String(length=40), nullable=True),
    sa.Column('search_name', sa.String(length=240), nullable=True),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('threatens_on', sa.Date(), nullable=True),
    sa.Column('duty_days', days, nullable=False),
    sa.Column('lapsing_days', days, nullable=False),
    sa.Column('doctor_days', days, nullable=False),
    sa.Column('expert_days', days, nullable=False),
    sa.PrimaryKeyConstraint('case_number', name=op.f('pk_composite_case'))
    )
    op.create_index(op.f('ix_composite_case_employee_id'), 'composite_case', ['employee_id'], unique=False)
    op.create_index(op.f('ix_composite_case_employer_id'), 'composite_case', ['employer_id'], unique=False)
    op.create_index(op.f('ix_composite_case_employee_number'), 'composite_case', ['employee_number'], unique=False)
    op.create_index('ix_composite_case_threatens_on', 'composite_case', ['threatens_on'], unique=False,
                    postgresql_where=sa.text('is_open'))
    op.create_table('step',
    sa.Column('case_number', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('occurrence', sa.SmallInteger(), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('responsible', sa.String(length=24), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('target_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('settled', sa.String(length=10), nullable=True),
    sa.Column('passed', sa.String(length=10), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=True),
    sa.Column('in_caseload', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('case_number', 'code', 'occurrence', name=op.f('pk_step'))
    )
    op.create_index('ix_step_due_on', 'step', ['due_on'], unique=False)
    op.create_index('ix_step_employer_id_due_on', 'step', ['employer_id', 'due_on'], unique=False)
    op.create_index('ix_step_unsettled', 'step', ['due_on'], unique=False, postgresql_where=UNSETTLED)
    op.create_index('ix_step_employer_unsettled', 'step', ['employer_id', 'due_on'], unique=False, postgresql_where=UNSETTLED)
    op.create_index('ix_step_caseload', 'step', ['due_on'], unique=False, postgresql_where=CASELOAD)
    op.create_index('ix_step_party_caseload', 'step', ['responsible', 'due_on'], unique=False, postgresql_where=CASELOAD)
    op.add_column('dossier', sa.Column('case_number', sa.String(length=20), nullable=True))
    op.create_index(op.f('ix_dossier_case_number'), 'dossier', ['case_number'], unique=False)
    op.create_index(op.f('ix_assignment_consultant_id'), 'assignment', ['consultant_id'], unique=False)
