"""requests for main contacts

A closed account no longer takes the place of the employer's main contact.
"""
from alembic import op
import sqlalchemy as sa

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('main_contact_request',
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('company_name', sa.String(length=200), nullable=False),
    sa.Column('landline', sa.String(length=16), nullable=True),
    sa.Column('doubt', sa.String(length=20), nullable=True),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_main_contact_request_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_main_contact_request'))
    )
    op.drop_index('uq_account_main_contact', table_name='account')
    op.create_index('uq_account_main_contact', 'account', ['employer_id'], unique=True, postgresql_where=sa.text("kind = 'MAIN_CONTACT' AND state <> 'CLOSED'"))
