"""requests for legal aid"""
import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("legal_aid_number_seq")))
    op.create_table(
        'legal_aid_request',
        sa.Column('request_number', sa.String(length=20), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('policy_number', sa.String(length=40), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=True),
        sa.Column('kind', sa.String(length=28), nullable=False),
        sa.Column('status', sa.String(length=12), nullable=False),
        sa.Column('free_of_charge', sa.Boolean(), nullable=False),
        sa.Column('costs_accepted', sa.Boolean(), nullable=False),
        sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('requested_by', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('request_number', name=op.f('pk_legal_aid_request')))
    op.create_index('ix_legal_aid_request_employer_id', 'legal_aid_request', ['employer_id', 'request_number'], unique=False)
