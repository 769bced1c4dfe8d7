"""transfers and files"""
from alembic import op
import sqlalchemy as sa

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('payment_run', sa.Column('prepared_for', sa.Date()))
    op.execute("UPDATE payment_run SET prepared_for = (prepared_at AT TIME ZONE 'Europe/Amsterdam')::date")
    op.alter_column('payment_run', 'prepared_for', nullable=False)
    op.create_table(
        'payment_file',
        sa.Column('run_id', sa.String(16), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('message_id', sa.String(35), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('execute_on', sa.Date(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('run_id', 'number', name='pk_payment_file'),
        sa.UniqueConstraint('message_id', name='uq_payment_file_message_id'),
        sa.ForeignKeyConstraint(['run_id'], ['payment_run.run_id'], name='fk_payment_file_run_id_payment_run'))
    op.execute("""
        INSERT INTO payment_file
        SELECT run_id, 1, run_id, coalesce(paid_at, prepared_at), pay_on, file FROM payment_run WHERE file IS NOT NULL""")
    op.drop_column('payment_run', 'file')
    op.create_table(
        'transfer',
        sa.Column('run_id', sa.String(16), nullable=False),
        sa.Column('policy_number', sa.String(40), nullable=False),
        sa.Column('employer_id', sa.String(40), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('reference', sa.String(35), nullable=False),
        sa.Column('status', sa.String(12), nullable=False),
        sa.Column('name', sa.String(70)),
        sa.Column('iban', sa.String(34)),
        sa.Column('file_number', sa.Integer()),
        sa.PrimaryKeyConstraint('run_id', 'policy_number', name='pk_transfer'),
        sa.UniqueConstraint('reference', name='uq_transfer_reference'),
        sa.ForeignKeyConstraint(['run_id'], ['payment_run.run_id'], name='fk_transfer_run_id_payment_run'))
    # references of long policy numbers were cut at 35 characters, which could make two alike
    op.execute("""
        INSERT INTO transfer
        SELECT run_id, policy_number, employer_id, amount,
               CASE WHEN length(whole) <= 35 THEN whole
                    ELSE left(whole, 22) || '-' || left(encode(sha256(convert_to(whole, 'UTF8')), 'hex'), 12) END,
               CASE run_status WHEN 'PAID' THEN 'PAID' ELSE 'PREPARED' END, NULL, NULL,
               CASE run_status WHEN 'PAID' THEN 1 END
        FROM (SELECT run_id, payment.policy_number, min(payment.employer_id) AS employer_id, sum(amount) AS amount,
                     run_id || '-' || payment.policy_number AS whole, payment_run.status AS run_status
              FROM payment JOIN payment_run USING (run_id)
              GROUP BY run_id, payment.policy_number, payment_run.status) AS paid""")
    op.create_index('ix_transfer_open', 'transfer', ['status'],
                    postgresql_where=sa.text("status IN ('PREPARED', 'READY')"))
    # two jobs are new; on a platform that runs already they are as far as the jobs from which they were taken
    op.execute("""
        INSERT INTO job_progress (job, through) SELECT new, through
        FROM job_progress JOIN (VALUES ('prepare-run', 'open-run'), ('pay-run', 'check-payees')) AS divided (old, new)
        ON job = old ON CONFLICT DO NOTHING""")
