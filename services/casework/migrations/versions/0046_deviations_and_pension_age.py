"""deviations and pension age"""
from alembic import op
import sqlalchemy as sa

revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('employee', sa.Column('pension_on', sa.Date(), nullable=True))
    op.create_table('step_deviation',
    sa.Column('deviation_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('occurrence', sa.SmallInteger(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('party', sa.String(length=24), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_step_deviation_absence_number_dossier')),
    sa.PrimaryKeyConstraint('deviation_id', name=op.f('pk_step_deviation'))
    )
    op.create_index(op.f('ix_step_deviation_absence_number'), 'step_deviation', ['absence_number'], unique=False)
