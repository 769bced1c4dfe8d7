"""payment runs that people approve"""
import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (('payment_run', 'revision'), ('transfer', 'part'), ('payment', 'part')):
        op.add_column(table, sa.Column(column, sa.Integer(), nullable=False, server_default='1'))
        op.alter_column(table, column, server_default=None)
    op.drop_constraint('pk_transfer', 'transfer', type_='primary')
    op.create_primary_key('pk_transfer', 'transfer', ['run_id', 'policy_number', 'part'])
    op.add_column('transfer', sa.Column('set_aside_until', sa.Date(), nullable=True))
    op.drop_index('ix_transfer_open', 'transfer')
    op.create_index('ix_transfer_open', 'transfer', ['status'],
                    postgresql_where=sa.text("status IN ('PREPARED', 'READY', 'FILED', 'SET_ASIDE')"))
    op.add_column('booking', sa.Column('version', sa.Integer(), nullable=True))
    op.create_index('ix_payment_composite_id', 'payment', ['composite_id'], unique=False)
    op.create_table(
        'run_act',
        sa.Column('act_id', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('run_id', sa.String(length=16), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('account_id', sa.String(length=80), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('control_number', sa.String(length=19), nullable=False),
        sa.Column('subject', sa.String(length=40), nullable=True),
        sa.Column('note', sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(['run_id'], ['payment_run.run_id'], name=op.f('fk_run_act_run_id_payment_run')),
        sa.PrimaryKeyConstraint('act_id', name=op.f('pk_run_act')))
    op.create_index('ix_run_act_run_id', 'run_act', ['run_id', 'act_id'], unique=False)
    op.create_index('uq_run_act_approval', 'run_act', ['run_id', 'control_number', 'account_id'], unique=True,
                    postgresql_where=sa.text("kind = 'APPROVED'"))
    # the new job is as far as the others, so that it does not run for every day since the platform began
    op.execute("""
        INSERT INTO job_progress (job, through) SELECT 'return-set-aside', through FROM job_progress WHERE job = 'check-payees'
        ON CONFLICT DO NOTHING""")
