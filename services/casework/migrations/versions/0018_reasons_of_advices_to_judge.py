"""reasons of advices that wait for a judgement"""
from alembic import op
import sqlalchemy as sa

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column('advice', 'reason_accepted', existing_type=sa.Boolean(), nullable=True)
    op.execute("UPDATE advice SET reason_accepted = NULL WHERE NOT reason_accepted OR outcome <> 'NOT_FOLLOWED'")
    op.create_index('ix_advice_waiting', 'advice', ['due_on', 'advice_id'], unique=False, postgresql_where=sa.text(
        "outcome = 'OPEN' OR (outcome = 'NOT_FOLLOWED' AND reason_accepted IS NULL)"))
