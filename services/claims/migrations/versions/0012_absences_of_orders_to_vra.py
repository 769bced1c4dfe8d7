"""the absence with which an order to VRA was issued; of earlier ones the first of the case"""
import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('vra_order', sa.Column('absence_number', sa.String(length=20), nullable=True))
    op.execute("UPDATE vra_order SET absence_number = composite_id")
    op.alter_column('vra_order', 'absence_number', nullable=False)
    op.create_index('ix_vra_order_absence_number', 'vra_order', ['absence_number'])
