"""own risk and ex-employees"""
import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('own_risk',
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('zw', sa.Boolean(), nullable=False),
    sa.Column('wga', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('employer_id', name=op.f('pk_own_risk'))
    )
    op.create_table('follow_up',
    sa.Column('follow_up_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('followed_on', sa.Date(), nullable=False),
    sa.Column('situation', sa.String(length=12), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
                            name=op.f('fk_follow_up_absence_number_dossier')),
    sa.PrimaryKeyConstraint('follow_up_id', name=op.f('pk_follow_up'))
    )
    op.create_index(op.f('ix_follow_up_absence_number'), 'follow_up', ['absence_number'], unique=False)
