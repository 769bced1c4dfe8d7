"""accounts, logins and tokens

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
    op.create_table('account',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('employer_id', sa.String(length=64), nullable=True),
    sa.Column('username', sa.String(length=64), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('phone', sa.String(length=16), nullable=False),
    sa.Column('salutation', sa.String(length=10), nullable=False),
    sa.Column('first_name', sa.String(length=80), nullable=False),
    sa.Column('infix', sa.String(length=80), nullable=True),
    sa.Column('last_name', sa.String(length=80), nullable=False),
    sa.Column('rights', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('roles', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('temporary_until', sa.Date(), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verified_by', sa.String(length=64), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email')),
    sa.UniqueConstraint('username', name=op.f('uq_account_username'))
    )
    op.create_index(op.f('ix_account_employer_id'), 'account', ['employer_id'], unique=False)
    op.create_index('uq_account_main_contact', 'account', ['employer_id'], unique=True, postgresql_where=sa.text("kind = 'MAIN_CONTACT'"))
    op.create_table('oauth_client',
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('secret_digest', sa.String(length=64), nullable=True),
    sa.Column('details', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('client_id', name=op.f('pk_oauth_client'))
    )
    op.create_table('oauth_code',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('login_id', sa.String(length=36), nullable=False),
    sa.Column('redirect_uri', sa.Text(), nullable=True),
    sa.Column('scope', sa.Text(), nullable=False),
    sa.Column('nonce', sa.Text(), nullable=True),
    sa.Column('code_challenge', sa.String(length=128), nullable=True),
    sa.Column('code_challenge_method', sa.String(length=8), nullable=True),
    sa.Column('auth_time', sa.BigInteger(), nullable=False),
    sa.Column('amr', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_family', sa.String(length=32), nullable=True),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_oauth_code'))
    )
    op.create_index(op.f('ix_oauth_code_expires_at'), 'oauth_code', ['expires_at'], unique=False)
    op.create_table('oauth_refresh_token',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('family', sa.String(length=32), nullable=False),
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('login_id', sa.String(length=36), nullable=False),
    sa.Column('scope', sa.Text(), nullable=False),
    sa.Column('auth_time', sa.BigInteger(), nullable=False),
    sa.Column('amr', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rotated', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_oauth_refresh_token'))
    )
    op.create_index(op.f('ix_oauth_refresh_token_account_id'), 'oauth_refresh_token', ['account_id'], unique=False)
    op.create_index(op.f('ix_oauth_refresh_token_expires_at'), 'oauth_refresh_token', ['expires_at'], unique=False)
    op.create_index(op.f('ix_oauth_refresh_token_family'), 'oauth_refresh_token', ['family'], unique=False)
    op.create_index(op.f('ix_oauth_refresh_token_login_id'), 'oauth_refresh_token', ['login_id'], unique=False)
    op.create_table('oauth_signing_key',
    sa.Column('kid', sa.String(length=64), nullable=False),
    sa.Column('public', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('encrypted', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('kid', name=op.f('pk_oauth_signing_key'))
    )
    op.create_table('oauth_spent_token',
    sa.Column('jti', sa.String(length=160), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('jti', name=op.f('pk_oauth_spent_token'))
    )
    op.create_index(op.f('ix_oauth_spent_token_expires_at'), 'oauth_spent_token', ['expires_at'], unique=False)
    op.create_table('policy',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.String(length=64), nullable=False),
    sa.Column('company_name', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('policy_number', name=op.f('pk_policy'))
    )
    op.create_index(op.f('ix_policy_employer_id'), 'policy', ['employer_id'], unique=False)
    op.create_table('sent_message',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_message'))
    )
    op.create_index(op.f('ix_sent_message_recipient'), 'sent_message', ['recipient'], unique=False)
    op.create_table('login',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('csrf_token', sa.String(length=64), nullable=False),
    sa.Column('step', sa.String(length=20), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=True),
    sa.Column('continue_to', sa.Text(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('authenticated_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_login_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_login_token_digest'))
    )
    op.create_index(op.f('ix_login_account_id'), 'login', ['account_id'], unique=False)
    op.create_table('verification_code',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('seed', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_verification_code_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verification_code'))
    )
    op.create_index(op.f('ix_verification_code_account_id'), 'verification_code', ['account_id'], unique=False)
    op.create_table('code_sending',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('code_id', sa.String(length=36), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['code_id'], ['verification_code.id'], name=op.f('fk_code_sending_code_id_verification_code'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_sending'))
    )
    op.create_index(op.f('ix_code_sending_code_id'), 'code_sending', ['code_id'], unique=False)
