"""reimbursements of accepted declarations, and the files that pay them"""
import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'reimbursement_file',
        sa.Column('file_id', sa.String(length=33), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('execute_on', sa.Date(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('file_id', name=op.f('pk_reimbursement_file')))
    op.create_table(
        'reimbursement',
        sa.Column('declaration_id', sa.String(length=36), nullable=False),
        sa.Column('activity_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('decided_on', sa.Date(), nullable=False),
        sa.Column('pay_by', sa.Date(), nullable=False),
        sa.Column('iban', sa.String(length=34), nullable=False),
        sa.Column('status', sa.String(length=10), nullable=False),
        sa.Column('reference', sa.String(length=35), nullable=False),
        sa.Column('name', sa.String(length=70), nullable=True),
        sa.Column('file_id', sa.String(length=33), nullable=True),
        sa.Column('paid_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['file_id'], ['reimbursement_file.file_id'],
                                name=op.f('fk_reimbursement_file_id_reimbursement_file')),
        sa.PrimaryKeyConstraint('declaration_id', name=op.f('pk_reimbursement')),
        sa.UniqueConstraint('reference', name=op.f('uq_reimbursement_reference')))
    op.create_index('ix_reimbursement_due', 'reimbursement', ['pay_by', 'declaration_id'])
    op.create_index('ix_reimbursement_open', 'reimbursement', ['status'], postgresql_where=sa.text("status <> 'PAID'"))
    op.create_index('ix_reimbursement_absence_number', 'reimbursement', ['absence_number'])
    op.create_index('ix_reimbursement_employer_id', 'reimbursement', ['employer_id'])
