"""salted recovery codes

A code is stored as argon2id of the digest that was stored before, so that existing codes keep working.
"""
import secrets

from alembic import op
from argon2.low_level import Type, hash_secret_raw
import sqlalchemy as sa

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('recovery_code', sa.Column('salt', sa.String(length=32), nullable=True))
    connection = op.get_bind()
    salts = {}
    rows = connection.execute(sa.text('SELECT digest, account_id FROM recovery_code WHERE used_at IS NULL')).all()
    for digest, account_id in rows:
        salt = salts.setdefault(account_id, secrets.token_bytes(16))
        slow = hash_secret_raw(digest.encode(), salt, 2, 19456, 1, 32, Type.ID).hex()
        connection.execute(sa.text('UPDATE recovery_code SET digest = :slow, salt = :salt WHERE digest = :digest'),
                           {'slow': slow, 'salt': salt.hex(), 'digest': digest})
    connection.execute(sa.text("UPDATE recovery_code SET salt = '' WHERE salt IS NULL"))
    op.alter_column('recovery_code', 'salt', nullable=False)
