"""age of inbox rows"""
from alembic import op

from shared.db.mechanism_versions import extend_mechanism_v4

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    extend_mechanism_v4(op.get_bind())
