"""claims of months"""
import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('absence_mutation', sa.Column('contract_wage_differs', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.alter_column('absence_mutation', 'contract_wage_differs', server_default=None)
    op.execute(sa.schema.CreateSequence(sa.Sequence("month_claim_number_seq")))
    op.create_table(
        'month_claim',
        sa.Column('claim_number', sa.String(length=20), nullable=False),
        sa.Column('composite_id', sa.String(length=20), nullable=False),
        sa.Column('month', sa.String(length=7), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('row_version', sa.Integer(), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('policy_number', sa.String(length=40), nullable=False),
        sa.Column('status', sa.String(length=16), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('to_pay', sa.BigInteger(), nullable=False),
        sa.Column('compared', sa.BigInteger(), nullable=True),
        sa.Column('reasons', sa.ARRAY(sa.String(length=24)), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('is_sampled', sa.Boolean(), nullable=False),
        sa.Column('refused_because', sa.String(length=24), nullable=True),
        sa.Column('asked', sa.String(length=24), nullable=True),
        sa.Column('waiting_until', sa.Date(), nullable=True),
        sa.Column('first_approved_by', sa.String(length=80), nullable=True),
        sa.Column('assigned_to', sa.String(length=80), nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('claim_number', name=op.f('pk_month_claim')))
    op.create_index('ix_month_claim_month', 'month_claim', ['composite_id', 'month'], unique=True)
    op.create_index('ix_month_claim_status', 'month_claim', ['status', 'due_on', 'claim_number'], unique=False)
    op.create_index('ix_month_claim_sample', 'month_claim', ['due_on', 'claim_number'], unique=False,
                    postgresql_where=sa.text('is_sampled'))
    op.create_table(
        'month_claim_act',
        sa.Column('claim_number', sa.String(length=20), nullable=False),
        sa.Column('row_version', sa.Integer(), nullable=False),
        sa.Column('act', sa.String(length=16), nullable=False),
        sa.Column('status', sa.String(length=16), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('account_id', sa.String(length=80), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('reasons', sa.ARRAY(sa.String(length=24)), nullable=False),
        sa.Column('note', sa.String(length=500), nullable=True),
        sa.Column('rule_id', sa.String(length=40), nullable=True),
        sa.Column('rule_version', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['claim_number'], ['month_claim.claim_number'],
                                name=op.f('fk_month_claim_act_claim_number_month_claim')),
        sa.PrimaryKeyConstraint('claim_number', 'row_version', name=op.f('pk_month_claim_act')))
    # Months from before claims were judged are paid as they were: they count as approved.
    op.execute("""
        INSERT INTO month_claim (claim_number, composite_id, month, version, row_version, employee_id, employer_id,
            policy_number, status, amount, to_pay, compared, reasons, due_on, is_sampled, decided_at)
        SELECT 'C-' || left(b.month, 4) || '-' || lpad(nextval('month_claim_number_seq')::text, 6, '0'), b.composite_id,
            b.month, b.version, 1, b.employee_id, b.employer_id, b.policy_number, 'APPROVED', b.total,
            b.total - coalesce((SELECT sum(k.amount) FROM booking k
                                WHERE k.composite_id = b.composite_id AND k.month = b.month), 0),
            NULL, '{}', (to_date(b.month || '-01', 'YYYY-MM-DD') + interval '1 month 9 days')::date, false, b.calculated_at
        FROM (SELECT * FROM benefit WHERE is_latest ORDER BY month, composite_id) b""")
    op.execute("""
        INSERT INTO month_claim_act (claim_number, row_version, act, status, at, version, amount, reasons)
        SELECT claim_number, 1, 'RULED', status, decided_at, version, amount, '{}' FROM month_claim""")
