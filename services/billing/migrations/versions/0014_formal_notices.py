"""the day of the formal notice of an invoice

Until now it followed from the due date.
"""
import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invoice', sa.Column('notice_on', sa.Date(), nullable=True))
    op.execute("UPDATE invoice SET notice_on = due_on + 14 WHERE stage IN ('FORMAL_NOTICE', 'SUSPENDED', 'COLLECTION')")
