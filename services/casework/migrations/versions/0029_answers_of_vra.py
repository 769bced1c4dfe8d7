"""questions and answers of notices to VRA; a decision on an activity answered its consultation"""
import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

DECIDED = """
UPDATE vra_notice SET status = 'ANSWERED', answered_on = COALESCE(activity.vra_approved_on, vra_notice.raised_on),
       answered_by = COALESCE(activity.vra_approved_by, activity.refused_by), answer = activity.refusal_reason
FROM reintegration_activity AS activity
WHERE vra_notice.kind = 'COST' AND vra_notice.subject = activity.activity_id AND activity.status <> 'AWAITING_VRA'
"""


def upgrade() -> None:
    op.add_column('vra_notice', sa.Column('mode', sa.String(length=8), nullable=True))
    op.add_column('vra_notice', sa.Column('status', sa.String(length=8), nullable=False, server_default='RAISED'))
    op.add_column('vra_notice', sa.Column('question', sa.Text(), nullable=True))
    op.add_column('vra_notice', sa.Column('raised_by', sa.String(length=80), nullable=True))
    op.add_column('vra_notice', sa.Column('answer', sa.Text(), nullable=True))
    op.add_column('vra_notice', sa.Column('answered_on', sa.Date(), nullable=True))
    op.add_column('vra_notice', sa.Column('answered_by', sa.String(length=80), nullable=True))
    op.add_column('vra_notice', sa.Column('closed_on', sa.Date(), nullable=True))
    op.add_column('vra_notice', sa.Column('closed_by', sa.String(length=80), nullable=True))
    op.execute("UPDATE vra_notice SET mode = CASE kind WHEN 'COST' THEN 'CONSULT' ELSE 'INFORM' END")
    op.execute(DECIDED)
    op.alter_column('vra_notice', 'mode', nullable=False)
    op.alter_column('vra_notice', 'status', server_default=None)
    op.create_index('ix_vra_notice_open', 'vra_notice', ['raised_on', 'notice_id'], unique=False,
                    postgresql_where=sa.text("status != 'CLOSED'"))
