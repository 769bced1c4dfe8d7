"""the wage sanction of a guarantee, so that its amount can follow a shortening and later recoveries"""
import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('guarantee', sa.Column('start', sa.Date(), nullable=True))
    op.add_column('guarantee', sa.Column('weeks', sa.SmallInteger(), nullable=True))
    op.add_column('guarantee', sa.Column('shortened_to', sa.Date(), nullable=True))
