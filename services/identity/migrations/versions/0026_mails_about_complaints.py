"""the number of the complaint in mails about it"""
import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('notice', sa.Column('reference', sa.String(length=20), nullable=True))
