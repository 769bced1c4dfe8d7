"""grants

Rights move from the account to a grant for one employer. Every account of an employer gets the grant that it had: without an end,
also if it belongs to a third party, and with its version, so that an ETag that somebody holds stays valid.
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

CONVERT = """
INSERT INTO account_grant (account_id, employer_id, rights, granted_by, granted_at, activated_at, version)
SELECT id, employer_id, rights, 'system', created_at, activated_at, version FROM account WHERE employer_id IS NOT NULL
"""

def upgrade() -> None:
    op.create_table('account_grant',
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('employer_id', sa.String(length=64), nullable=False),
    sa.Column('rights', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('as_entered', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('granted_by', sa.String(length=64), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_reviewed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_grant_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', 'employer_id', name=op.f('pk_account_grant'))
    )
    op.create_index('ix_account_grant_employer', 'account_grant', ['employer_id', 'account_id'], unique=False)
    op.create_index(op.f('ix_account_grant_ends_on'), 'account_grant', ['ends_on'], unique=False)
    op.create_table('deputy',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('employer_id', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('named_by', sa.String(length=64), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_deputy_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deputy'))
    )
    op.create_index(op.f('ix_deputy_account_id'), 'deputy', ['account_id'], unique=False)
    op.create_index(op.f('ix_deputy_employer_id'), 'deputy', ['employer_id'], unique=False)
    op.execute(CONVERT)
    op.drop_column('account', 'rights')
    op.add_column('oauth_refresh_token', sa.Column('employer_id', sa.String(length=64), nullable=True))
