"""sequences and parked resolutions"""
from alembic import op

from shared.db.mechanism_versions import extend_mechanism_v2

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    extend_mechanism_v2(op.get_bind())
