"""sealed re-integration reports, and the chain of hashes over readings"""
from alembic import op
import sqlalchemy as sa

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'reintegration_report',
        sa.Column('report_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('sealed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('sealed_by', sa.String(length=80), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('package_digest', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
            name=op.f('fk_reintegration_report_absence_number_dossier')),
        sa.PrimaryKeyConstraint('report_id', name=op.f('pk_reintegration_report')))
    op.create_index(op.f('ix_reintegration_report_absence_number'), 'reintegration_report', ['absence_number'], unique=False)
    op.create_table(
        'report_file',
        sa.Column('report_id', sa.String(length=36), nullable=False),
        sa.Column('position', sa.SmallInteger(), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('document_id', sa.String(length=36), nullable=True),
        sa.Column('content', sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(['report_id'], ['reintegration_report.report_id'],
            name=op.f('fk_report_file_report_id_reintegration_report'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['document_id'], ['document.document_id'], name=op.f('fk_report_file_document_id_document')),
        sa.PrimaryKeyConstraint('report_id', 'position', name=op.f('pk_report_file')))
    op.create_index(op.f('ix_report_file_document_id'), 'report_file', ['document_id'], unique=False)
    op.create_table(
        'report_chain',
        sa.Column('report_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('readings', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['report_id'], ['reintegration_report.report_id'],
            name=op.f('fk_report_chain_report_id_reintegration_report'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
            name=op.f('fk_report_chain_absence_number_dossier')),
        sa.PrimaryKeyConstraint('report_id', 'absence_number', name=op.f('pk_report_chain')))
    op.create_table(
        'reading_link',
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('reading_id', sa.String(length=36), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
            name=op.f('fk_reading_link_absence_number_dossier')),
        sa.PrimaryKeyConstraint('absence_number', 'position', name=op.f('pk_reading_link')),
        sa.UniqueConstraint('reading_id', name=op.f('uq_reading_link_reading_id')))
