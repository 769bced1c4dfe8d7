"""steps in mails"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('notice', sa.Column('steps', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
