"""requests to the helpdesk"""
from alembic import op
import sqlalchemy as sa

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('helpdesk_request',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('employer_id', sa.String(length=64), nullable=False),
    sa.Column('requested_by', sa.String(length=64), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=True),
    sa.Column('salutation', sa.String(length=10), nullable=True),
    sa.Column('first_name', sa.String(length=80), nullable=True),
    sa.Column('infix', sa.String(length=80), nullable=True),
    sa.Column('last_name', sa.String(length=80), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('phone', sa.String(length=16), nullable=True),
    sa.Column('decided_by', sa.String(length=64), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decision_reason', sa.String(length=500), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_helpdesk_request_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_helpdesk_request'))
    )
    op.create_index('ix_helpdesk_request_employer', 'helpdesk_request', ['employer_id', 'id'], unique=False)
    op.create_index('ix_helpdesk_request_open', 'helpdesk_request', ['id'], unique=False, postgresql_where=sa.text("state = 'OPEN'"))
    op.create_index('uq_helpdesk_request_open_change', 'helpdesk_request', ['account_id', 'kind'], unique=True, postgresql_where=sa.text("state = 'OPEN' AND account_id IS NOT NULL"))
