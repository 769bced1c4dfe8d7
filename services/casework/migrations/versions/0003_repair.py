"""repair"""
from alembic import op

from shared.db.mechanism_versions import extend_mechanism_v3

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    extend_mechanism_v3(op.get_bind())
