"""Files and addresses of invoices, and who was counted"""
import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'invoice_file',
        sa.Column('invoice_number', sa.String(20), nullable=False),
        sa.Column('kind', sa.String(3), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['invoice_number'], ['invoice.number'], name=op.f('fk_invoice_file_invoice_number_invoice')),
        sa.PrimaryKeyConstraint('invoice_number', 'kind', name=op.f('pk_invoice_file')))
    op.create_table(
        'counted_employee',
        sa.Column('invoice_number', sa.String(20), nullable=False),
        sa.Column('employee_id', sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint('invoice_number', 'employee_id', name=op.f('pk_counted_employee')))
    op.create_table(
        'invoice_address',
        sa.Column('policy_number', sa.String(40), nullable=False),
        sa.Column('street', sa.String(100), nullable=False),
        sa.Column('postcode', sa.String(10), nullable=False),
        sa.Column('city', sa.String(80), nullable=False),
        sa.Column('kvk_number', sa.String(8), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['policy_number'], ['policy.policy_number'], name=op.f('fk_invoice_address_policy_number_policy')),
        sa.PrimaryKeyConstraint('policy_number', name=op.f('pk_invoice_address')))
