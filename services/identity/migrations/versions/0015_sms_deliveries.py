"""sms deliveries

Which provider accepted a text message, and its receipts.
"""
from alembic import op
import sqlalchemy as sa

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sms_delivery',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('provider', sa.String(length=20), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=True),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sms_delivery'))
    )
    op.create_index(op.f('ix_sms_delivery_accepted_at'), 'sms_delivery', ['accepted_at'], unique=False)
    op.create_table('sms_receipt',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_sms_receipt'))
    )
    op.create_index(op.f('ix_sms_receipt_received_at'), 'sms_receipt', ['received_at'], unique=False)
