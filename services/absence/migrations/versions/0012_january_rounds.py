"""January rounds of policies"""
import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('data_campaign',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('deadline', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('policy_number', 'year', name=op.f('pk_data_campaign'))
    )
    op.create_index(op.f('ix_data_campaign_employer_id'), 'data_campaign', ['employer_id'], unique=False)
