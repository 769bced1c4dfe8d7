"""repair; what was confirmed in a January round is kept as it was told"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.mechanism_versions import extend_mechanism_v3

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    extend_mechanism_v3(op.get_bind())
    op.add_column('campaign_submission',
                  sa.Column('confirmed', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
