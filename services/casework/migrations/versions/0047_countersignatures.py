"""countersignatures of company doctors under delegated work"""
import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'countersignature',
        sa.Column('completion_id', sa.String(length=36), nullable=False),
        sa.Column('doctor_id', sa.String(length=80), nullable=False),
        sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['completion_id'], ['completion.completion_id'],
                                name=op.f('fk_countersignature_completion_id_completion')),
        sa.PrimaryKeyConstraint('completion_id', name=op.f('pk_countersignature')))
