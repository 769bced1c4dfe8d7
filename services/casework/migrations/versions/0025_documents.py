"""documents of dossiers, and which document was read"""
from alembic import op
import sqlalchemy as sa

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'document',
        sa.Column('document_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('kind', sa.String(length=24), nullable=False),
        sa.Column('dated_on', sa.Date(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('media_type', sa.String(length=40), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.Column('recorded_as', sa.String(length=40), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawn_by', sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_document_absence_number_dossier')),
        sa.PrimaryKeyConstraint('document_id', name=op.f('pk_document')))
    op.create_index(op.f('ix_document_absence_number'), 'document', ['absence_number'], unique=False)
    op.create_index('uq_document_digest', 'document', ['absence_number', 'digest'], unique=True,
        postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.add_column('reading', sa.Column('document_id', sa.String(length=36), nullable=True))
