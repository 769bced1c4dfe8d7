"""policies and invoices

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
    op.create_table('collection',
    sa.Column('collected_on', sa.Date(), nullable=False),
    sa.Column('file', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('collected_on', name=op.f('pk_collection'))
    )
    op.create_table('cover_suspension',
    sa.Column('invoice_number', sa.String(length=20), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('suspended_from', sa.Date(), nullable=False),
    sa.Column('restored_from', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('invoice_number', name=op.f('pk_cover_suspension'))
    )
    op.create_index(op.f('ix_cover_suspension_policy_number'), 'cover_suspension', ['policy_number'], unique=False)
    op.create_table('employee',
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('employed_from', sa.Date(), nullable=False),
    sa.Column('employed_until', sa.Date(), nullable=True),
    sa.Column('wages', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('employee_id', name=op.f('pk_employee'))
    )
    op.create_index(op.f('ix_employee_policy_number'), 'employee', ['policy_number'], unique=False)
    op.create_table('invoice_counter',
    sa.Column('series', sa.String(length=6), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('series', 'year', name=op.f('pk_invoice_counter'))
    )
    op.create_table('policy',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('company_name', sa.String(length=200), nullable=False),
    sa.Column('postcode', sa.String(length=10), nullable=False),
    sa.Column('iban', sa.String(length=34), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('guidance_from', sa.Date(), nullable=False),
    sa.Column('terms', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('premium_rate_pct', sa.Numeric(precision=7, scale=4), nullable=False),
    sa.Column('premium_instalments', sa.Integer(), nullable=False),
    sa.Column('arbo_tariff_incl_vat', sa.BigInteger(), nullable=False),
    sa.Column('arbo_period', sa.String(length=8), nullable=False),
    sa.Column('payment_method', sa.String(length=14), nullable=False),
    sa.PrimaryKeyConstraint('policy_number', name=op.f('pk_policy'))
    )
    op.create_index(op.f('ix_policy_employer_id'), 'policy', ['employer_id'], unique=False)
    op.create_table('invoice',
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('gross', sa.BigInteger(), nullable=False),
    sa.Column('net', sa.BigInteger(), nullable=False),
    sa.Column('vat', sa.BigInteger(), nullable=False),
    sa.Column('vat_pct', sa.Numeric(precision=5, scale=2), nullable=True),
    sa.Column('details', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('stage', sa.String(length=16), nullable=False),
    sa.Column('paid', sa.BigInteger(), nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['policy_number'], ['policy.policy_number'], name=op.f('fk_invoice_policy_number_policy')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_invoice'))
    )
    op.create_index(op.f('ix_invoice_employer_id'), 'invoice', ['employer_id'], unique=False)
    op.create_index(op.f('ix_invoice_policy_number'), 'invoice', ['policy_number'], unique=False)
    op.create_index(op.f('ix_invoice_status'), 'invoice', ['status'], unique=False)
    op.create_table('premium_year',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('provisional_payroll', sa.BigInteger(), nullable=False),
    sa.Column('provisional', sa.BigInteger(), nullable=False),
    sa.Column('parts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('definitive_payroll', sa.BigInteger(), nullable=True),
    sa.Column('definitive', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['policy_number'], ['policy.policy_number'], name=op.f('fk_premium_year_policy_number_policy')),
    sa.PrimaryKeyConstraint('policy_number', 'year', name=op.f('pk_premium_year'))
    )
    op.create_table('policy_version',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('told', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['policy_number'], ['policy.policy_number'],
                            name=op.f('fk_policy_version_policy_number_policy')),
    sa.PrimaryKeyConstraint('policy_number', 'version', name=op.f('pk_policy_version'))
    )
