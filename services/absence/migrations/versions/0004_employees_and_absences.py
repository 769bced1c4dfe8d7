"""employees and absences

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
    op.execute(sa.schema.CreateSequence(sa.Sequence("absence_number_seq")))
    op.create_table('campaign_submission',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.String(length=80), nullable=False),
    sa.Column('confirmed', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.PrimaryKeyConstraint('policy_number', 'year', name=op.f('pk_campaign_submission'))
    )
    op.create_table('employee',
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('employee_number', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('first_name', sa.String(length=80), nullable=False),
    sa.Column('infix', sa.String(length=20), nullable=True),
    sa.Column('last_name', sa.String(length=80), nullable=False),
    sa.Column('birth_date', sa.Date(), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('function', sa.String(length=80), nullable=True),
    sa.Column('department', sa.String(length=80), nullable=True),
    sa.Column('employed_from', sa.Date(), nullable=False),
    sa.Column('employed_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('employee_id', name=op.f('pk_employee'))
    )
    op.create_index(op.f('ix_employee_employer_id'), 'employee', ['employer_id'], unique=False)
    op.create_index('uq_employee_number', 'employee', ['employer_id', 'employee_number'], unique=True)
    op.create_table('policy',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('company_name', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('policy_number', name=op.f('pk_policy'))
    )
    op.create_index(op.f('ix_policy_employer_id'), 'policy', ['employer_id'], unique=False)
    op.create_table('absence',
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=24), nullable=False),
    sa.Column('first_sick_day', sa.Date(), nullable=False),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('days_late', sa.Integer(), nullable=False),
    sa.Column('recovered_on', sa.Date(), nullable=True),
    sa.Column('end_of_service', sa.Date(), nullable=True),
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('composite_first_sick_day', sa.Date(), nullable=False),
    sa.Column('same_cause', sa.String(length=8), nullable=False),
    sa.Column('third_party', sa.String(length=8), nullable=False),
    sa.Column('labour_conflict', sa.Boolean(), nullable=False),
    sa.Column('work_accident', sa.Boolean(), nullable=False),
    sa.Column('contested', sa.Boolean(), nullable=False),
    sa.Column('safety_net', sa.Boolean(), nullable=False),
    sa.Column('expected_days', sa.Integer(), nullable=True),
    sa.Column('employee_version', sa.Integer(), nullable=False),
    sa.Column('dossier_opened_on', sa.Date(), nullable=True),
    sa.Column('claim_opened_on', sa.Date(), nullable=True),
    sa.Column('claim_rejected_because', sa.String(length=60), nullable=True),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.employee_id'], name=op.f('fk_absence_employee_id_employee')),
    sa.PrimaryKeyConstraint('absence_number', name=op.f('pk_absence'))
    )
    op.create_index(op.f('ix_absence_employee_id'), 'absence', ['employee_id'], unique=False)
    op.create_index('ix_absence_employer_number', 'absence', ['employer_id', 'absence_number'], unique=False)
    op.create_index('uq_absence_open', 'absence', ['employee_id'], unique=True, postgresql_where=sa.text("status IN ('REPORTED', 'PARTIALLY_RECOVERED')"))
    op.create_table('leave',
    sa.Column('leave_id', sa.String(length=36), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=False),
    sa.Column('cancelled', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.employee_id'], name=op.f('fk_leave_employee_id_employee')),
    sa.PrimaryKeyConstraint('leave_id', name=op.f('pk_leave'))
    )
    op.create_index(op.f('ix_leave_employee_id'), 'leave', ['employee_id'], unique=False)
    op.create_table('wage',
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('annual_wage', sa.BigInteger(), nullable=False),
    sa.Column('contract_hours', sa.Numeric(precision=5, scale=2), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.employee_id'], name=op.f('fk_wage_employee_id_employee')),
    sa.PrimaryKeyConstraint('employee_id', 'valid_from', name=op.f('pk_wage'))
    )
    op.create_table('history_entry',
    sa.Column('entry_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('old', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('new', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.ForeignKeyConstraint(['absence_number'], ['absence.absence_number'], name=op.f('fk_history_entry_absence_number_absence')),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_history_entry'))
    )
    op.create_index(op.f('ix_history_entry_absence_number'), 'history_entry', ['absence_number'], unique=False)
    op.create_table('mutation',
    sa.Column('mutation_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('basis', sa.String(length=20), nullable=False),
    sa.Column('recovered_pct', sa.Numeric(precision=5, scale=2), nullable=False),
    sa.Column('wage_value_month', sa.BigInteger(), nullable=True),
    sa.Column('contract_wage_month', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['absence_number'], ['absence.absence_number'], name=op.f('fk_mutation_absence_number_absence')),
    sa.PrimaryKeyConstraint('mutation_id', name=op.f('pk_mutation'))
    )
    op.create_index(op.f('ix_mutation_absence_number'), 'mutation', ['absence_number'], unique=False)
    op.create_table('safety_net_benefit',
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('zw_benefit_daily', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['absence.absence_number'], name=op.f('fk_safety_net_benefit_absence_number_absence')),
    sa.PrimaryKeyConstraint('absence_number', 'valid_from', name=op.f('pk_safety_net_benefit'))
    )
