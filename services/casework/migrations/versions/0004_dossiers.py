"""dossiers

The first migration. It took the place of four, of which the mechanism's tables now have a history of their own
(`shared.db.mechanism_versions`); databases that those four made carry its number.
"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('absence',
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=24), nullable=False),
    sa.Column('first_sick_day', sa.Date(), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('recovered_on', sa.Date(), nullable=True),
    sa.Column('recovery_noted_on', sa.Date(), nullable=True),
    sa.Column('end_of_service', sa.Date(), nullable=True),
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('composite_first_sick_day', sa.Date(), nullable=False),
    sa.Column('state', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('absence_number', name=op.f('pk_absence'))
    )
    op.create_index(op.f('ix_absence_composite_id'), 'absence', ['composite_id'], unique=False)
    op.create_index(op.f('ix_absence_employee_id'), 'absence', ['employee_id'], unique=False)
    op.create_index(op.f('ix_absence_employer_id'), 'absence', ['employer_id'], unique=False)
    op.create_table('assignment',
    sa.Column('assignment_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('casemanager_id', sa.String(length=80), nullable=False),
    sa.Column('consultant_id', sa.String(length=80), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('assignment_id', name=op.f('pk_assignment'))
    )
    op.create_index(op.f('ix_assignment_casemanager_id'), 'assignment', ['casemanager_id'], unique=False)
    op.create_index(op.f('ix_assignment_employer_id'), 'assignment', ['employer_id'], unique=False)
    op.create_index('uq_assignment_active', 'assignment', ['employer_id'], unique=True, postgresql_where=sa.text('valid_until IS NULL'))
    op.create_table('employee',
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('employee_number', sa.String(length=40), nullable=False),
    sa.Column('first_name', sa.String(length=80), nullable=False),
    sa.Column('infix', sa.String(length=20), nullable=True),
    sa.Column('last_name', sa.String(length=80), nullable=False),
    sa.Column('search_name', sa.String(length=240), nullable=False),
    sa.Column('employed_from', sa.Date(), nullable=False),
    sa.Column('employed_until', sa.Date(), nullable=True),
    sa.Column('hours', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('employee_id', name=op.f('pk_employee'))
    )
    op.create_index(op.f('ix_employee_employer_id'), 'employee', ['employer_id'], unique=False)
    op.create_table('leave',
    sa.Column('leave_id', sa.String(length=36), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=False),
    sa.Column('cancelled', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('leave_id', name=op.f('pk_leave'))
    )
    op.create_index(op.f('ix_leave_employee_id'), 'leave', ['employee_id'], unique=False)
    op.create_table('policy',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('company_name', sa.String(length=200), nullable=False),
    sa.Column('postcode', sa.String(length=12), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('guidance_from', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('policy_number', name=op.f('pk_policy'))
    )
    op.create_index(op.f('ix_policy_employer_id'), 'policy', ['employer_id'], unique=False)
    op.create_table('staff_member',
    sa.Column('account_id', sa.String(length=80), nullable=False),
    sa.Column('is_casemanager', sa.Boolean(), nullable=False),
    sa.Column('is_consultant', sa.Boolean(), nullable=False),
    sa.Column('blocked', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_staff_member'))
    )
    op.create_table('dossier',
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('contact_due_on', sa.Date(), nullable=False),
    sa.Column('announced', sa.Boolean(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('closed_reason', sa.String(length=24), nullable=True),
    sa.Column('long_term_threat_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['absence_number'], ['absence.absence_number'], name=op.f('fk_dossier_absence_number_absence')),
    sa.PrimaryKeyConstraint('absence_number', name=op.f('pk_dossier'))
    )
    op.create_index(op.f('ix_dossier_employee_id'), 'dossier', ['employee_id'], unique=False)
    op.create_index(op.f('ix_dossier_employer_id'), 'dossier', ['employer_id'], unique=False)
    op.create_table('advice',
    sa.Column('advice_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('given_by', sa.String(length=80), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('reason_code', sa.String(length=40), nullable=True),
    sa.Column('reason_accepted', sa.Boolean(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_advice_absence_number_dossier')),
    sa.PrimaryKeyConstraint('advice_id', name=op.f('pk_advice'))
    )
    op.create_index(op.f('ix_advice_absence_number'), 'advice', ['absence_number'], unique=False)
    op.create_table('completion',
    sa.Column('completion_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('forced_reason', sa.String(length=40), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_completion_absence_number_dossier')),
    sa.PrimaryKeyConstraint('completion_id', name=op.f('pk_completion'))
    )
    op.create_index(op.f('ix_completion_absence_number'), 'completion', ['absence_number'], unique=False)
    op.create_table('reading',
    sa.Column('reading_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('account_id', sa.String(length=80), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_reading_absence_number_dossier')),
    sa.PrimaryKeyConstraint('reading_id', name=op.f('pk_reading'))
    )
    op.create_index(op.f('ix_reading_absence_number'), 'reading', ['absence_number'], unique=False)
    op.create_table('sanction',
    sa.Column('sanction_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('ground', sa.String(length=30), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=True),
    sa.Column('override_reason', sa.String(length=40), nullable=True),
    sa.Column('warnings', sa.Integer(), nullable=False),
    sa.Column('lifted_on', sa.Date(), nullable=True),
    sa.Column('back_pay', sa.Boolean(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_sanction_absence_number_dossier')),
    sa.PrimaryKeyConstraint('sanction_id', name=op.f('pk_sanction'))
    )
    op.create_index(op.f('ix_sanction_absence_number'), 'sanction', ['absence_number'], unique=False)
    op.create_table('vra_notice',
    sa.Column('notice_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('raised_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_vra_notice_absence_number_dossier')),
    sa.PrimaryKeyConstraint('notice_id', name=op.f('pk_vra_notice'))
    )
    op.create_index(op.f('ix_vra_notice_absence_number'), 'vra_notice', ['absence_number'], unique=False)
    op.create_index('uq_vra_notice_subject', 'vra_notice', ['employee_id', 'kind', 'subject'], unique=True)
    op.create_table('wage_sanction',
    sa.Column('sanction_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('decision_on', sa.Date(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('weeks', sa.Integer(), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('conditions', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('approved', sa.Boolean(), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_wage_sanction_absence_number_dossier')),
    sa.PrimaryKeyConstraint('sanction_id', name=op.f('pk_wage_sanction'))
    )
    op.create_index(op.f('ix_wage_sanction_absence_number'), 'wage_sanction', ['absence_number'], unique=False)
    op.create_table('warning',
    sa.Column('warning_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_warning_absence_number_dossier')),
    sa.PrimaryKeyConstraint('warning_id', name=op.f('pk_warning'))
    )
    op.create_index(op.f('ix_warning_absence_number'), 'warning', ['absence_number'], unique=False)
