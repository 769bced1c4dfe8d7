"""devices, sessions, lock-outs by source, queued mails and links for forgotten passwords

Wrong answers counted so far, which had no source, count for all unknown devices together. Sessions and refresh tokens from before
belong to no device and do not stay signed in; they end as they would have.
"""
from alembic import op
import sqlalchemy as sa

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('device',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=True),
    sa.Column('first_used_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('trusted_until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_device_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device')),
    sa.UniqueConstraint('account_id', 'token_digest', name=op.f('uq_device_account_id_token_digest'))
    )
    op.create_table('lockout',
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('source', sa.String(length=60), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('last_failed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_lockout_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', 'source', name=op.f('pk_lockout'))
    )
    op.create_index(op.f('ix_lockout_last_failed_at'), 'lockout', ['last_failed_at'], unique=False)
    op.create_table('notice',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notice_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    op.create_index(op.f('ix_notice_due_at'), 'notice', ['due_at'], unique=False)
    op.create_table('password_reset',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_password_reset_account_id_account')),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_password_reset'))
    )
    op.create_index(op.f('ix_password_reset_account_id'), 'password_reset', ['account_id'], unique=False)
    op.add_column('login', sa.Column('purpose', sa.String(length=10), server_default='SIGN_IN', nullable=False))
    op.add_column('login', sa.Column('stays', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('login', sa.Column('device_id', sa.String(length=36), nullable=True))
    op.add_column('login', sa.Column('address', sa.String(length=45), nullable=True))
    op.add_column('login', sa.Column('agent', sa.String(length=200), nullable=True))
    op.add_column('login', sa.Column('used_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f('ix_login_device_id'), 'login', ['device_id'], unique=False)
    op.create_foreign_key(op.f('fk_login_device_id_device'), 'login', 'device', ['device_id'], ['id'], ondelete='SET NULL')
    op.add_column('oauth_code', sa.Column('stays', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('oauth_refresh_token', sa.Column('stays', sa.Boolean(), server_default=sa.false(), nullable=False))
    for table, column in (('login', 'purpose'), ('login', 'stays'), ('oauth_code', 'stays'), ('oauth_refresh_token', 'stays')):
        op.alter_column(table, column, server_default=None)
    op.add_column('account', sa.Column('password_changed_at', sa.DateTime(timezone=True), nullable=True))
    op.execute("INSERT INTO lockout (account_id, source, failures, last_failed_at, locked_until) "
               "SELECT id, 'elsewhere', failures, COALESCE(locked_until, now()), locked_until FROM account WHERE failures > 0")
    op.drop_column('account', 'failures')
