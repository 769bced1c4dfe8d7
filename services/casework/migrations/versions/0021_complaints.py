"""complaints"""
from alembic import op
import sqlalchemy as sa

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("complaint_number_seq")))
    op.create_table(
        'complaint',
        sa.Column('complaint_number', sa.String(length=20), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('subject', sa.String(length=12), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('phone', sa.String(length=20), nullable=False),
        sa.Column('status', sa.String(length=12), nullable=False),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('submitted_by', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('complaint_number', name=op.f('pk_complaint')))
    op.create_index('ix_complaint_submitted_by_employer_id', 'complaint', ['submitted_by', 'employer_id', 'complaint_number'],
        unique=False)
