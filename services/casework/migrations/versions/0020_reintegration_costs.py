"""re-integration activities, declarations and the files of their invoices"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'invoice_file',
        sa.Column('file_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('uploaded_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
            name=op.f('fk_invoice_file_absence_number_dossier')),
        sa.PrimaryKeyConstraint('file_id', name=op.f('pk_invoice_file')))
    op.create_index('uq_invoice_file_digest', 'invoice_file', ['absence_number', 'digest'], unique=True)
    op.create_table(
        'reintegration_activity',
        sa.Column('activity_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('kind', sa.String(length=30), nullable=False),
        sa.Column('goal', sa.String(length=24), nullable=False),
        sa.Column('estimated_cost', sa.BigInteger(), nullable=False),
        sa.Column('expected_benefit', sa.BigInteger(), nullable=False),
        sa.Column('weeks_saved', sa.SmallInteger(), nullable=True),
        sa.Column('consulted', postgresql.ARRAY(sa.String(length=24)), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('motivation', sa.Text(), nullable=True),
        sa.Column('advice_id', sa.String(length=36), nullable=True),
        sa.Column('advised_by', sa.String(length=24), nullable=True),
        sa.Column('advised_on', sa.Date(), nullable=True),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('decider', sa.String(length=12), nullable=False),
        sa.Column('status', sa.String(length=16), nullable=False),
        sa.Column('approved_on', sa.Date(), nullable=True),
        sa.Column('approved_by', sa.String(length=80), nullable=True),
        sa.Column('vra_approved_on', sa.Date(), nullable=True),
        sa.Column('vra_approved_by', sa.String(length=80), nullable=True),
        sa.Column('refused_by', sa.String(length=80), nullable=True),
        sa.Column('refusal_reason', sa.Text(), nullable=True),
        sa.Column('reimbursed', sa.Boolean(), nullable=True),
        sa.Column('announced_amount', sa.BigInteger(), nullable=True),
        sa.Column('announced_on', sa.Date(), nullable=True),
        sa.Column('announced_by', sa.String(length=80), nullable=True),
        sa.Column('started_on', sa.Date(), nullable=True),
        sa.Column('finished_on', sa.Date(), nullable=True),
        sa.Column('recorded_on', sa.Date(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
            name=op.f('fk_reintegration_activity_absence_number_dossier')),
        sa.ForeignKeyConstraint(['advice_id'], ['advice.advice_id'], name=op.f('fk_reintegration_activity_advice_id_advice')),
        sa.PrimaryKeyConstraint('activity_id', name=op.f('pk_reintegration_activity')))
    op.create_index(op.f('ix_reintegration_activity_absence_number'), 'reintegration_activity', ['absence_number'], unique=False)
    op.create_index('ix_reintegration_activity_undecided', 'reintegration_activity', ['recorded_on', 'activity_id'],
        unique=False, postgresql_where=sa.text("status IN ('PROPOSED', 'AWAITING_VRA')"))
    op.create_table(
        'declaration',
        sa.Column('declaration_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('activity_id', sa.String(length=36), nullable=False),
        sa.Column('recipient_id', sa.String(length=80), nullable=True),
        sa.Column('status', sa.String(length=16), nullable=False),
        sa.Column('submitted_on', sa.Date(), nullable=False),
        sa.Column('submitted_by', sa.String(length=80), nullable=False),
        sa.Column('submit_by', sa.Date(), nullable=False),
        sa.Column('pay_by', sa.Date(), nullable=False),
        sa.Column('iban', sa.String(length=34), nullable=False),
        sa.Column('vat_deductible', sa.Boolean(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=True),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=True),
        sa.Column('decided_by', sa.String(length=80), nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
            name=op.f('fk_declaration_absence_number_dossier')),
        sa.ForeignKeyConstraint(['activity_id'], ['reintegration_activity.activity_id'],
            name=op.f('fk_declaration_activity_id_reintegration_activity')),
        sa.PrimaryKeyConstraint('declaration_id', name=op.f('pk_declaration')))
    op.create_index(op.f('ix_declaration_absence_number'), 'declaration', ['absence_number'], unique=False)
    op.create_index(op.f('ix_declaration_activity_id'), 'declaration', ['activity_id'], unique=False)
    op.create_index('ix_declaration_undecided', 'declaration', ['submitted_on', 'declaration_id'], unique=False,
        postgresql_where=sa.text("status IN ('CHECKED', 'LATE')"))
    op.create_table(
        'declared_invoice',
        sa.Column('invoice_id', sa.String(length=36), nullable=False),
        sa.Column('declaration_id', sa.String(length=36), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('position', sa.SmallInteger(), nullable=False),
        sa.Column('supplier', sa.String(length=120), nullable=False),
        sa.Column('number', sa.String(length=60), nullable=False),
        sa.Column('received_on', sa.Date(), nullable=False),
        sa.Column('paid_on', sa.Date(), nullable=False),
        sa.Column('total', sa.BigInteger(), nullable=False),
        sa.Column('vat', sa.BigInteger(), nullable=True),
        sa.Column('file_id', sa.String(length=36), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('stands', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['declaration_id'], ['declaration.declaration_id'],
            name=op.f('fk_declared_invoice_declaration_id_declaration'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['file_id'], ['invoice_file.file_id'], name=op.f('fk_declared_invoice_file_id_invoice_file')),
        sa.PrimaryKeyConstraint('invoice_id', name=op.f('pk_declared_invoice')))
    op.create_index(op.f('ix_declared_invoice_declaration_id'), 'declared_invoice', ['declaration_id'], unique=False)
    op.create_index('uq_declared_invoice_digest', 'declared_invoice', ['digest'], unique=True, postgresql_where=sa.text('stands'))
    op.create_index('uq_declared_invoice_number', 'declared_invoice', ['employer_id', sa.literal_column('lower(supplier)'),
        sa.literal_column('lower(number)')], unique=True, postgresql_where=sa.text('stands'))
