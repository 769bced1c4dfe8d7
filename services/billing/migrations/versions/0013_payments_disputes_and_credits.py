"""payments one by one, and disputes of invoices

What was paid before is one payment per invoice.
"""
import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invoice', sa.Column('disputed_on', sa.Date(), nullable=True))
    op.add_column('invoice', sa.Column('dispute_reason', sa.String(500), nullable=True))
    op.add_column('invoice', sa.Column('paused_days', sa.Integer(), nullable=False, server_default='0'))
    op.alter_column('invoice', 'paused_days', server_default=None)
    op.create_table(
        'invoice_payment',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column('invoice_number', sa.String(20), nullable=False),
        sa.Column('paid_on', sa.Date(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('account_id', sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(['invoice_number'], ['invoice.number'], name=op.f('fk_invoice_payment_invoice_number_invoice')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_invoice_payment')))
    op.create_index(op.f('ix_invoice_payment_invoice_number'), 'invoice_payment', ['invoice_number'])
    op.execute("""INSERT INTO invoice_payment (invoice_number, paid_on, amount, account_id)
        SELECT number, coalesce(paid_on, issued_on), paid, 'system' FROM invoice WHERE paid <> 0 ORDER BY position""")
