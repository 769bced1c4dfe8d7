"""mediation and outcome of conflicts, and verdicts of the company doctor"""
import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conflict_step', sa.Column('mediator', sa.String(length=120), nullable=True))
    op.add_column('conflict_step', sa.Column('outcome', sa.String(length=20), nullable=True))
    op.add_column('conflict_step', sa.Column('document_id', sa.String(length=36), nullable=True))
    op.create_foreign_key(op.f('fk_conflict_step_document_id_document'), 'conflict_step', 'document', ['document_id'],
                          ['document_id'])
    op.create_table('verdict',
    sa.Column('verdict_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('verdict', sa.String(length=16), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_verdict_absence_number_dossier')),
    sa.PrimaryKeyConstraint('verdict_id', name=op.f('pk_verdict')),
    )
    op.create_index(op.f('ix_verdict_absence_number'), 'verdict', ['absence_number'], unique=False)
