"""requested steps"""
from alembic import op
import sqlalchemy as sa

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('requested_step',
    sa.Column('request_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('requested_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_requested_step_absence_number_dossier')),
    sa.PrimaryKeyConstraint('request_id', name=op.f('pk_requested_step'))
    )
    op.create_index(op.f('ix_requested_step_absence_number'), 'requested_step', ['absence_number'], unique=False)
    op.create_foreign_key(op.f('fk_placement_absence_number_dossier'), 'placement', 'dossier', ['absence_number'], ['absence_number'])
