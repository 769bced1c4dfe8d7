"""talks with employees, and sanctions with fewer warnings than they should have"""
import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

NEEDED = 2
"""Warnings that a sanction needed until now."""


def upgrade() -> None:
    op.create_table('conflict_step',
    sa.Column('step_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('taken_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_conflict_step_absence_number_dossier')),
    sa.PrimaryKeyConstraint('step_id', name=op.f('pk_conflict_step')),
    )
    op.create_index(op.f('ix_conflict_step_absence_number'), 'conflict_step', ['absence_number'], unique=False)
    op.add_column('sanction', sa.Column('lacks_warnings', sa.Boolean(), nullable=True))
    op.execute(sa.text('UPDATE sanction SET lacks_warnings = warnings < :needed').bindparams(needed=NEEDED))
    op.alter_column('sanction', 'lacks_warnings', nullable=False)
