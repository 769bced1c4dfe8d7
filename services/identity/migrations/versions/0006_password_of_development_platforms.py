"""password of development platforms

The published password of development platforms became a common one by the rules, and changed with them. Accounts of the seed and
of the demo that still have the former one get the present one, so that a platform filled before remains usable. Production has none.
"""
from alembic import op
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

FORMER, PRESENT = "Ontzorg-2026", "Duin-Kompas-58"
account = sa.table("account", *map(sa.column, ("id", "username", "password_hash")))
IS_PUBLISHED = sa.or_(account.c.id.like("staff-%"), account.c.username == "schelde")


def upgrade() -> None:
    connection, hasher = op.get_bind(), PasswordHasher()
    for password_hash in connection.scalars(sa.select(account.c.password_hash).where(IS_PUBLISHED).distinct()).all():
        try:
            hasher.verify(password_hash or "", FORMER)
        except (VerificationError, ValueError):
            continue
        connection.execute(account.update().where(IS_PUBLISHED, account.c.password_hash == password_hash).values(
            password_hash=hasher.hash(PRESENT)))
