"""direct debits by invoice, and the day on which the bank booked a collection

Invoices of collections from before were counted as paid on the day of their file, and stay so.
"""
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('direct_debit',
    sa.Column('invoice_number', sa.String(length=20), nullable=False),
    sa.Column('collected_on', sa.Date(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('returned_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['invoice_number'], ['invoice.number'], name=op.f('fk_direct_debit_invoice_number_invoice')),
    sa.PrimaryKeyConstraint('invoice_number', name=op.f('pk_direct_debit'))
    )
    op.create_index(op.f('ix_direct_debit_collected_on'), 'direct_debit', ['collected_on'], unique=False)
    op.add_column('collection', sa.Column('booked_on', sa.Date(), nullable=True))
    op.execute("UPDATE collection SET booked_on = collected_on")
