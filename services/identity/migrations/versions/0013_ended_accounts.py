"""ended accounts

Accounts that were blocked before have ended at the latest now, so that their personal data is erased half a year from now.
"""
from alembic import op
import sqlalchemy as sa

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('account', sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('account', sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE account SET ended_at = now() WHERE state = 'BLOCKED'")
