"""the rule of stagnation that hit; those of before are overdue milestones"""
import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('vra_notice', sa.Column('rule', sa.String(length=24), nullable=True))
    op.execute("UPDATE vra_notice SET rule = 'MILESTONE_OVERDUE' WHERE kind = 'STAGNATION' AND raised_by IS NULL")
