"""claims and payments

The first migration. It took the place of four, of which the mechanism's tables now have a history of their own
(`shared.db.mechanism_versions`); databases that those four made carry its number.
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("payment_number_seq")))
    op.create_table('absence',
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('state', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('claim_status', sa.String(length=16), nullable=False),
    sa.Column('claim_opened_on', sa.Date(), nullable=False),
    sa.Column('claim_reason', sa.String(length=40), nullable=True),
    sa.PrimaryKeyConstraint('absence_number', name=op.f('pk_absence'))
    )
    op.create_index(op.f('ix_absence_composite_id'), 'absence', ['composite_id'], unique=False)
    op.create_index(op.f('ix_absence_employee_id'), 'absence', ['employee_id'], unique=False)
    op.create_index(op.f('ix_absence_employer_id'), 'absence', ['employer_id'], unique=False)
    op.create_index(op.f('ix_absence_policy_number'), 'absence', ['policy_number'], unique=False)
    op.create_table('benefit',
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('is_latest', sa.Boolean(), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('total', sa.BigInteger(), nullable=False),
    sa.Column('lines', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('calculated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('composite_id', 'month', 'version', name=op.f('pk_benefit'))
    )
    op.create_index(op.f('ix_benefit_employer_id'), 'benefit', ['employer_id'], unique=False)
    op.create_index('ix_benefit_latest', 'benefit', ['composite_id', 'month'], unique=True, postgresql_where=sa.text('is_latest'))
    op.create_index(op.f('ix_benefit_policy_number'), 'benefit', ['policy_number'], unique=False)
    op.create_table('cover_suspension',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('policy_number', 'start', name=op.f('pk_cover_suspension'))
    )
    op.create_table('debt',
    sa.Column('debt_id', sa.String(length=36), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('runs', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.PrimaryKeyConstraint('debt_id', name=op.f('pk_debt'))
    )
    op.create_index(op.f('ix_debt_policy_number'), 'debt', ['policy_number'], unique=False)
    op.create_index(op.f('ix_debt_status'), 'debt', ['status'], unique=False)
    op.create_table('employee',
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('birth_date', sa.Date(), nullable=False),
    sa.Column('employed_until', sa.Date(), nullable=True),
    sa.Column('wages', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('employee_id', name=op.f('pk_employee'))
    )
    op.create_index(op.f('ix_employee_employer_id'), 'employee', ['employer_id'], unique=False)
    op.create_index(op.f('ix_employee_policy_number'), 'employee', ['policy_number'], unique=False)
    op.create_table('guarantee',
    sa.Column('sanction_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('decision', sa.String(length=10), nullable=False),
    sa.Column('payer', sa.String(length=20), nullable=False),
    sa.Column('conditions', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('lines', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('sanction_id', name=op.f('pk_guarantee'))
    )
    op.create_index(op.f('ix_guarantee_absence_number'), 'guarantee', ['absence_number'], unique=False)
    op.create_index(op.f('ix_guarantee_employer_id'), 'guarantee', ['employer_id'], unique=False)
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
    op.create_table('payment_run',
    sa.Column('run_id', sa.String(length=16), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('pay_on', sa.Date(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('paid_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('file', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('run_id', name=op.f('pk_payment_run')),
    sa.UniqueConstraint('month', name=op.f('uq_payment_run_month'))
    )
    op.create_table('policy_version',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('company_name', sa.String(length=200), nullable=False),
    sa.Column('iban', sa.String(length=34), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('terms', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('policy_number', 'version', name=op.f('pk_policy_version'))
    )
    op.create_index(op.f('ix_policy_version_employer_id'), 'policy_version', ['employer_id'], unique=False)
    op.create_table('recourse_file',
    sa.Column('recourse_id', sa.String(length=36), nullable=False),
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=24), nullable=False),
    sa.Column('event_kind', sa.String(length=16), nullable=False),
    sa.Column('event_on', sa.Date(), nullable=False),
    sa.Column('contact_due_on', sa.Date(), nullable=False),
    sa.Column('limitation_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('recourse_id', name=op.f('pk_recourse_file')),
    sa.UniqueConstraint('composite_id', name=op.f('uq_recourse_file_composite_id'))
    )
    op.create_index(op.f('ix_recourse_file_employer_id'), 'recourse_file', ['employer_id'], unique=False)
    op.create_table('sanction',
    sa.Column('sanction_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=True),
    sa.Column('lifted_on', sa.Date(), nullable=True),
    sa.Column('back_pay', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('sanction_id', name=op.f('pk_sanction'))
    )
    op.create_index(op.f('ix_sanction_absence_number'), 'sanction', ['absence_number'], unique=False)
    op.create_table('vra_order',
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('order_id', sa.String(length=36), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('composite_id', name=op.f('pk_vra_order'))
    )
    op.create_table('booking',
    sa.Column('run_id', sa.String(length=16), nullable=False),
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['payment_run.run_id'], name=op.f('fk_booking_run_id_payment_run')),
    sa.PrimaryKeyConstraint('run_id', 'composite_id', 'month', name=op.f('pk_booking'))
    )
    op.create_table('payment',
    sa.Column('payment_reference', sa.String(length=20), nullable=False),
    sa.Column('run_id', sa.String(length=16), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('composite_id', sa.String(length=20), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('pay_on', sa.Date(), nullable=False),
    sa.Column('for_months', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('set_off', sa.BigInteger(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['payment_run.run_id'], name=op.f('fk_payment_run_id_payment_run')),
    sa.PrimaryKeyConstraint('payment_reference', name=op.f('pk_payment'))
    )
    op.create_index(op.f('ix_payment_employer_id'), 'payment', ['employer_id'], unique=False)
    op.create_index(op.f('ix_payment_policy_number'), 'payment', ['policy_number'], unique=False)
    op.create_index(op.f('ix_payment_run_id'), 'payment', ['run_id'], unique=False)
