"""texts of documents with their signatures, and agreements, which never change"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'statement',
        sa.Column('statement_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('kind', sa.String(length=24), nullable=False),
        sa.Column('texts', postgresql.JSONB(), nullable=False),
        sa.Column('employer_signed_on', sa.Date(), nullable=True),
        sa.Column('employee_signed_on', sa.Date(), nullable=True),
        sa.Column('doctor_signed_on', sa.Date(), nullable=True),
        sa.Column('document_id', sa.String(length=36), nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_statement_absence_number_dossier')),
        sa.ForeignKeyConstraint(['document_id'], ['document.document_id'], name=op.f('fk_statement_document_id_document')),
        sa.PrimaryKeyConstraint('statement_id', name=op.f('pk_statement')))
    op.create_index(op.f('ix_statement_absence_number'), 'statement', ['absence_number'], unique=False)
    op.create_index(op.f('ix_statement_document_id'), 'statement', ['document_id'], unique=False)
    op.create_index('uq_statement_open', 'statement', ['absence_number', 'kind'], unique=True,
        postgresql_where=sa.text('document_id IS NULL'))
    op.create_table(
        'agreement',
        sa.Column('agreement_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('agreed_on', sa.Date(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.Column('recorded_as', sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_agreement_absence_number_dossier')),
        sa.PrimaryKeyConstraint('agreement_id', name=op.f('pk_agreement')))
    op.create_index(op.f('ix_agreement_absence_number'), 'agreement', ['absence_number'], unique=False)
    op.execute("""
        CREATE FUNCTION refuse_to_change_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'agreements are never changed'; END $$""")
    op.execute("""
        CREATE TRIGGER agreement_is_append_only BEFORE UPDATE OR DELETE ON agreement
        FOR EACH ROW EXECUTE FUNCTION refuse_to_change_agreement()""")
