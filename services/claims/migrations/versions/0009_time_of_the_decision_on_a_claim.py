"""the time of the decision on a claim"""
from alembic import op
import sqlalchemy as sa

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('absence', sa.Column('claim_judged_at', sa.DateTime(timezone=True), nullable=True))
