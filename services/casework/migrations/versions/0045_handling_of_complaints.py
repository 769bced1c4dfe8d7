"""the handling of complaints: term, handler, answer, outcome and history"""
import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('complaint', sa.Column('received_on', sa.Date(), nullable=True))
    op.add_column('complaint', sa.Column('due_on', sa.Date(), nullable=True))
    op.add_column('complaint', sa.Column('extension_reason', sa.String(length=20), nullable=True))
    op.add_column('complaint', sa.Column('handler_id', sa.String(length=80), nullable=True))
    op.add_column('complaint', sa.Column('answer', sa.Text(), nullable=True))
    op.add_column('complaint', sa.Column('answered_on', sa.Date(), nullable=True))
    op.add_column('complaint', sa.Column('outcome', sa.String(length=16), nullable=True))
    op.add_column('complaint', sa.Column('closed_on', sa.Date(), nullable=True))
    op.add_column('complaint', sa.Column('version', sa.Integer(), nullable=True))
    op.execute("UPDATE complaint SET received_on = (received_at AT TIME ZONE 'Europe/Amsterdam')::date,"
               " due_on = (received_at AT TIME ZONE 'Europe/Amsterdam')::date + 42, version = 1")
    for name in ('received_on', 'due_on', 'version'):
        op.alter_column('complaint', name, nullable=False)
    op.create_index(op.f('ix_complaint_received_on'), 'complaint', ['received_on'], unique=False)
    op.create_index('ix_complaint_status_complaint_number', 'complaint', ['status', 'complaint_number'], unique=False)
    op.create_table(
        'complaint_step',
        sa.Column('step_id', sa.String(length=36), nullable=False),
        sa.Column('complaint_number', sa.String(length=20), nullable=False),
        sa.Column('act', sa.String(length=12), nullable=False),
        sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('taken_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['complaint_number'], ['complaint.complaint_number'],
                                name=op.f('fk_complaint_step_complaint_number_complaint')),
        sa.PrimaryKeyConstraint('step_id', name=op.f('pk_complaint_step')))
    op.create_index(op.f('ix_complaint_step_complaint_number'), 'complaint_step', ['complaint_number'], unique=False)
    op.execute("INSERT INTO complaint_step SELECT gen_random_uuid()::text, complaint_number, 'RECEIVE', received_at, submitted_by"
               " FROM complaint")
