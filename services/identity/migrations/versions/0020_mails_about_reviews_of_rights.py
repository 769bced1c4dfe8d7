"""mails about reviews of rights"""
from alembic import op
import sqlalchemy as sa

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('review_mail',
    sa.Column('employer_id', sa.String(length=64), nullable=False),
    sa.Column('mailed_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('employer_id', name=op.f('pk_review_mail'))
    )
