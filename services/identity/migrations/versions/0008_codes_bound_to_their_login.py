"""codes bound to their login

A code lives ten minutes at most: who is between password and code during the upgrade asks for a new one. Sessions keep their
second factor, which was the channel of their code.
"""
from alembic import op
import sqlalchemy as sa

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM code_sending")
    op.execute("DELETE FROM verification_code")
    op.add_column('verification_code', sa.Column('login_id', sa.String(length=36), nullable=False))
    op.create_index(op.f('ix_verification_code_login_id'), 'verification_code', ['login_id'], unique=False)
    op.create_foreign_key(op.f('fk_verification_code_login_id_login'), 'verification_code', 'login', ['login_id'], ['id'],
                          ondelete='CASCADE')
    op.drop_constraint('fk_code_sending_code_id_verification_code', 'code_sending', type_='foreignkey')
    op.add_column('code_sending', sa.Column('account_id', sa.String(length=64), nullable=False))
    op.add_column('code_sending', sa.Column('address', sa.String(length=45), nullable=True))
    op.create_index('ix_code_sending_account', 'code_sending', ['account_id', 'sent_at'], unique=False)
    op.create_index('ix_code_sending_address', 'code_sending', ['address', 'sent_at'], unique=False)
    op.add_column('login', sa.Column('factor', sa.String(length=20), nullable=True))
    op.execute("UPDATE login SET factor = channel WHERE step IN ('NEW_PASSWORD', 'SIGNED_IN')")
